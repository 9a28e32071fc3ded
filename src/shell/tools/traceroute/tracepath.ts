import type { ToolContext } from '../../types.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { parseOptions } from '../network/options.ts';
import { RESOLVE_ERROR, resolveHost, reverseLookup } from '../network/resolve.ts';
import { traceHops } from './hops.ts';

const OPTIONS = { short: '46bl:m:np:V' };
const MTU = 1450;
/** A silent hop is asked three times, a second each. */
const SILENCE = 3000;

/** tracepath of iputils. */
export const tracepath: NetworkProgram = { name: 'tracepath', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const host = operands[0];
  if (problem || host === undefined) {
    context.stderr('Usage\n  tracepath [options] <destination>\n');
    return 255;
  }
  const found = await resolveHost(context, client, host);
  const ip = found.failure ? undefined : found.addresses[0];
  if (found.failure || ip === undefined) {
    context.stderr(`tracepath: ${host}: ${RESOLVE_ERROR[found.failure ?? 'unknown']}\n`);
    return 1;
  }
  const numeric = given.some(({ name }) => name === 'n');
  const most = Number(given.findLast(({ name }) => name === 'm')?.value ?? 30);
  const line = (number: number, text: string): void => context.stdout(`${String(number).padStart(2)}:  ${text}\n`);
  context.stdout(` 1?: [LOCALHOST]                      pmtu ${MTU}\n`);
  let last = 0;
  for await (const hop of traceHops(context, client, ip, { protocol: 'udp', port: 0, most, queries: 1 })) {
    last = hop.number;
    if (hop.address === undefined) {
      await context.clock.sleep(SILENCE, context.signal);
      line(hop.number, 'no reply');
      continue;
    }
    const rtt = hop.rtts[0]!;
    await context.clock.sleep(rtt, context.signal);
    const name = numeric ? hop.address : ((await reverseLookup(context, client, hop.address)) ?? hop.address);
    const reached = hop.address === ip;
    const text = `${name.padEnd(50)}${rtt.toFixed(3).padStart(9)}ms ${reached ? 'reached' : ''}`;
    line(hop.number, text);
    if (hop.number === 1 && !reached) line(hop.number, text);
    if (!reached) continue;
    context.stdout(`     Resume: pmtu ${MTU} hops ${last} back ${last} \n`);
    return 0;
  }
  context.stdout(`     Too many hops: pmtu ${MTU}\n     Resume: pmtu ${MTU} \n`);
  return 0;
}
