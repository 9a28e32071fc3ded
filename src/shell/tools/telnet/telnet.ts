import type { ToolContext } from '../../types.ts';
import { converse } from '../nc/conversation.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { serviceByName } from '../network/etc-services.ts';
import { RESOLVE_ERROR, resolveHost } from '../network/resolve.ts';

const TELNET_PORT = 23;

/** telnet of inetutils: a connection one can type into. */
export const telnet: NetworkProgram = { name: 'telnet', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const [host, portText] = context.args.filter((arg) => !arg.startsWith('-'));
  if (host === undefined) {
    context.stderr('telnet: no host given; usage: telnet HOST [PORT]\n');
    return 1;
  }
  const port = portText === undefined ? TELNET_PORT : (serviceByName(portText, 'tcp')?.port ?? Number(portText));
  if (!(port >= 1 && port <= 65535)) {
    context.stderr(`telnet: bad port ${portText}\n`);
    return 1;
  }
  const found = await resolveHost(context, client, host);
  const ip = found.failure ? undefined : found.addresses[0];
  if (found.failure || ip === undefined) {
    const reason = RESOLVE_ERROR[found.failure ?? 'unknown'];
    context.stdout(`Server lookup failure:  ${host}:${portText ?? 'telnet'}, ${reason}\n`);
    return 1;
  }
  context.stdout(`Trying ${ip}...\n`);
  const result = await connectTcp(context, client, ip, port);
  if (result.failure !== undefined) {
    context.stderr(`telnet: Unable to connect to remote host: ${CONNECT_ERROR[result.failure]}\n`);
    return 1;
  }
  context.stdout(`Connected to ${host}.\nEscape character is '^]'.\n`);
  await converse(context, result.attempt, 0);
  result.attempt.close();
  context.stderr('Connection closed by foreign host.\n');
  return 0;
}
