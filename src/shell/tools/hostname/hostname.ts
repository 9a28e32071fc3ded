import type { ToolContext } from '../../types.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { parseOptions, problemText } from '../network/options.ts';

const OPTIONS = {
  short: 'aAdfiIshyV',
  long: {
    'ip-address': 'i',
    'all-ip-addresses': 'I',
    fqdn: 'f',
    long: 'f',
    short: 's',
    domain: 'd',
    alias: 'a',
    'all-fqdns': 'A',
    help: 'h',
    version: 'V',
  },
};

const USAGE = `Usage: hostname [-b] {hostname|-F file}         set host name (from file)
       hostname [-a|-A|-d|-f|-i|-I|-s|-y]       display formatted name
       hostname                                 display host name
`;

/** hostname of Debian: a pod's name is all there is, also for -f. */
export const hostname: NetworkProgram = { name: 'hostname', run };

function run(context: ToolContext, client: NetworkClient): Promise<number> {
  return Promise.resolve(show(context, client));
}

function show(context: ToolContext, client: NetworkClient): number {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  if (problem) {
    context.stderr(`hostname: ${problemText(problem)}\n`);
    context.stdout(USAGE);
    return 255;
  }
  if (operands.length > 0) {
    context.stderr('hostname: you must be root to change the host name\n');
    return 1;
  }
  const name = context.user.hostname;
  switch (given.at(-1)?.name) {
    case 'h':
      context.stdout(USAGE);
      return 0;
    case 'V':
      context.stdout('hostname 3.23\n');
      return 0;
    case 'i':
      context.stdout(`${client.endpoint.ip}\n`);
      return 0;
    case 'I':
      context.stdout(`${client.endpoint.ip} \n`);
      return 0;
    case 's':
      context.stdout(`${name.split('.')[0]}\n`);
      return 0;
    case 'd':
    case 'a':
      context.stdout('\n');
      return 0;
    default:
      context.stdout(`${name}\n`);
      return 0;
  }
}
