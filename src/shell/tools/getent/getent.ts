import type { ToolContext } from '../../types.ts';
import { isIPv4 } from '../network/address.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { serviceByName, serviceByPort } from '../network/etc-services.ts';
import { type Resolution, resolveHost, reverseLookup } from '../network/resolve.ts';

const NOT_FOUND = 2;

/** getent of glibc: the databases hosts, ahosts, ahostsv4, ahostsv6 and services. */
export const getent: NetworkProgram = { name: 'getent', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const [database, ...keys] = context.args;
  if (database === undefined) {
    context.stderr('getent: wrong number of arguments\n');
    context.stdout("Try `getent --help' or `getent --usage' for more information.\n");
    return 1;
  }
  const look = DATABASES[database];
  if (!look) {
    context.stderr(`Unknown database: ${database}\n`);
    context.stdout("Try `getent --help' or `getent --usage' for more information.\n");
    return 1;
  }
  let code = 0;
  for (const key of keys) {
    const text = await look(context, client, key);
    if (text === undefined) code = NOT_FOUND;
    else context.stdout(text);
  }
  return code;
}

type Database = (context: ToolContext, client: NetworkClient, key: string) => Promise<string | undefined>;

const DATABASES: Readonly<Record<string, Database>> = {
  hosts,
  ahosts: (context, client, key) => allAddresses(context, client, key, [4, 6]),
  ahostsv4: (context, client, key) => allAddresses(context, client, key, [4]),
  ahostsv6: (context, client, key) => allAddresses(context, client, key, [6]),
  services,
};

async function hosts(context: ToolContext, client: NetworkClient, key: string): Promise<string | undefined> {
  if (isIPv4(key)) {
    const name = await reverseLookup(context, client, key);
    return name === undefined ? undefined : `${key.padEnd(15)} ${name}\n`;
  }
  if (key === 'localhost') return `${'::1'.padEnd(15)} localhost ip6-localhost ip6-loopback\n`;
  // IPv6 is asked for first, then IPv4: a mute name server is waited for twice.
  let found: Resolution = await resolveHost(context, client, key);
  if (found.failure === 'temporary') found = await resolveHost(context, client, key);
  if (found.failure) return undefined;
  const { addresses, addresses6, name } = found;
  const shown = addresses6.length > 0 ? addresses6 : addresses;
  return shown.map((address) => `${address.padEnd(15)} ${name}\n`).join('');
}

async function allAddresses(
  context: ToolContext,
  client: NetworkClient,
  key: string,
  families: readonly (4 | 6)[],
): Promise<string | undefined> {
  const found = await resolveHost(context, client, key);
  if (found.failure) return undefined;
  const addresses = families.flatMap((family) => (family === 4 ? found.addresses : found.addresses6));
  if (addresses.length === 0) return undefined;
  return addresses
    .flatMap((address, index) =>
      ['STREAM', 'DGRAM', 'RAW'].map((kind) => {
        const name = index === 0 && kind === 'STREAM' ? found.name : '';
        return `${address.padEnd(15)} ${kind.padEnd(6)} ${name}\n`;
      }),
    )
    .join('');
}

async function services(_context: ToolContext, _client: NetworkClient, key: string): Promise<string | undefined> {
  const [word = '', protocol] = key.split('/');
  const kinds: ('tcp' | 'udp')[] = protocol === 'udp' ? ['udp'] : protocol === 'tcp' ? ['tcp'] : ['tcp', 'udp'];
  for (const kind of kinds) {
    const service = /^\d+$/.test(word) ? serviceByPort(Number(word), kind) : serviceByName(word, kind);
    if (service) return `${[service.name.padEnd(21), `${service.port}/${kind}`, ...service.aliases].join(' ')}\n`;
  }
  return undefined;
}
