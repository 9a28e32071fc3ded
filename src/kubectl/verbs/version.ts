import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { goJson } from '../printers/json.ts';
import { printYaml } from '../printers/yaml.ts';

/** The kubectl this one behaves as. */
const CLIENT = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.5',
  gitCommit: '9894294ef13a5b32803e3ca2c0d620a088cc84d1',
  gitTreeState: 'clean',
  buildDate: '2025-05-15T09:15:00Z',
  goVersion: 'go1.23.8',
  compiler: 'gc',
  platform: 'linux/amd64',
};
const KUSTOMIZE = 'v5.5.0';

/** `kubectl version`. */
export async function version(call: Invocation): Promise<void> {
  const output = call.flags.string('output');
  if (output !== '' && output !== 'yaml' && output !== 'json') throw new Failure("--output must be 'yaml' or 'json'");
  const server: Json | undefined = call.flags.bool('client') ? undefined : await call.client.get('/version');
  const all = { clientVersion: CLIENT, kustomizeVersion: KUSTOMIZE, ...(server ? { serverVersion: server } : {}) };
  if (output === 'json') call.print(`${goJson(all, 2)}\n`);
  else if (output === 'yaml') call.print(`${printYaml(all)}\n`);
  else {
    call.print(`Client Version: ${CLIENT.gitVersion}\nKustomize Version: ${KUSTOMIZE}\n`);
    if (server) call.print(`Server Version: ${server.gitVersion}\n`);
  }
  if (server) warnOfSkew(call, server);
}

function warnOfSkew(call: Invocation, server: Json): void {
  const [major, minor] = /^v(\d+)\.(\d+)/
    .exec(server.gitVersion ?? '')
    ?.slice(1)
    .map(Number) ?? [0, 0];
  if (major === 1 && Math.abs(minor! - Number(CLIENT.minor)) <= 1) return;
  call.complain(
    `WARNING: version difference between client (${CLIENT.major}.${CLIENT.minor}) and server (${major}.${minor}) ` +
      'exceeds the supported minor version skew of +/-1\n',
  );
}
