import { formatDuration } from '../../../clock/index.ts';
import type { DataSet, LogRow } from '../../types.ts';

const HALF_A_DAY = 43_200_000;

/** `10:21:04`, cluster time; `2026-01-07 10:21:04` where it is so far from `now` that somebody could take it for another day's. */
export function clockTime(time: number, now = time): string {
  const text = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  return Math.abs(time - now) < HALF_A_DAY ? text.slice(11) : text;
}

/** Rounded to seconds: nobody waits for milliseconds. */
export function duration(milliseconds: number): string {
  return formatDuration(Math.round(milliseconds / 1000) * 1000).replace(/(?<=[hm])0[ms](?:0s)?$/, '');
}

/** `1 flow`, `2 flows`. */
export function countRows(dataSet: DataSet, count: number): string {
  return `${count} ${count === 1 ? ROW_NOUNS[dataSet].one : ROW_NOUNS[dataSet].many}`;
}

/** `flow`, `DNS row`. */
export function rowNoun(dataSet: DataSet): string {
  return ROW_NOUNS[dataSet].one;
}

const ROW_NOUNS: Record<DataSet, { one: string; many: string }> = {
  flows: { one: 'flow', many: 'flows' },
  dns: { one: 'DNS row', many: 'DNS rows' },
  audit: { one: 'audit row', many: 'audit rows' },
  l7: { one: 'L7 row', many: 'L7 rows' },
  waf: { one: 'WAF row', many: 'WAF rows' },
  vulnerability: { one: 'vulnerability row', many: 'vulnerability rows' },
};

/** `1 destination port`, `600 destination ports`; `noun` is the plural. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun.replace(/s$/, '') : noun}`;
}

/** One row as a person would tell it: who did what to whom. */
export function describeRow({ dataSet, document }: LogRow): string {
  if (dataSet === 'dns') {
    const who = `${document['client_namespace']}/${document['client_name_aggr']}`;
    return `${who} asked ${document['qtype']} ${document['qname']} (${document['rcode']})`;
  }
  if (dataSet === 'audit') {
    const { resource, namespace, name } = document['objectRef'] ?? {};
    const object = [resource, namespace, name].filter(Boolean).join('/');
    return `${document['user']?.username ?? 'someone'}: ${document['verb']} ${object}`;
  }
  if (dataSet === 'vulnerability' && document['image'] !== undefined) {
    return `${document['image']}: ${document['result']}, CVSS up to ${document['max_cvss_score']}`;
  }
  if (dataSet !== 'flows') return JSON.stringify(document);
  const source = `${document['source_namespace']}/${document['source_name_aggr']}`;
  const destination = `${document['dest_namespace']}/${document['dest_name_aggr']}`;
  const port = document['dest_port'] ? ` ${document['dest_port']}` : '';
  return `${source} → ${destination}, ${document['proto']}${port}, ${document['action']} (${document['reporter']})`;
}

/** `count 2, client_namespace hipstershop, qname google.com`: what of a record fits one line. */
export function describeRecord(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .filter(([key, value]) => !UNTOLD_KEYS.has(key) && (typeof value === 'string' || typeof value === 'number'))
    .slice(0, 6)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

const UNTOLD_KEYS = new Set(['start_time', 'end_time', 'source_ip', 'source_port', 'source_name', '@timestamp']);
