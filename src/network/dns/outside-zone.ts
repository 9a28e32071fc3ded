import type { OutsideTable } from '../outside/outside-table.ts';
import type { DnsAnswer, DnsType } from '../types.ts';
import type { ZoneAnswer } from './zone-answer.ts';

/** Seconds an outside name may be kept. */
const OUTSIDE_TTL = 300;
const LONGEST_CHAIN = 8;

/** What the internet says; undefined: no answer comes. */
export function answerOutsideName(outside: OutsideTable, name: string, type: DnsType): ZoneAnswer | undefined {
  const row = outside.named(name);
  const delay = row?.rtt ?? 8;
  const reply = (rcode: ZoneAnswer['rcode'], answers: readonly DnsAnswer[] = []): ZoneAnswer => {
    return { rcode, answers, authority: [], authoritative: false, delay };
  };
  if (!row) return reply('NXDomain');
  if (row.silent) return undefined;
  if (row.rcode && row.rcode !== 'NoError') return reply(row.rcode);
  return reply('NoError', chain(outside, name, type));
}

/** The records for a name, following aliases. */
function chain(outside: OutsideTable, start: string, type: DnsType): DnsAnswer[] {
  const answers: DnsAnswer[] = [];
  let name = start;
  for (let hops = 0; hops < LONGEST_CHAIN; hops++) {
    const row = outside.named(name);
    if (row?.cname === undefined) return [...answers, ...addresses(row, name, type)];
    answers.push({ name, type: 'CNAME', ttl: OUTSIDE_TTL, data: row.cname });
    if (type === 'CNAME') return answers;
    name = row.cname.toLowerCase();
  }
  return answers;
}

function addresses(row: ReturnType<OutsideTable['named']>, name: string, type: DnsType): DnsAnswer[] {
  const found = type === 'A' ? row?.addresses : type === 'AAAA' ? row?.addresses6 : undefined;
  return (found ?? []).map((data) => ({ name, type, ttl: OUTSIDE_TTL, data }));
}
