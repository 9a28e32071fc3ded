import type { ToolContext } from '../../types.ts';
import { headerValue } from '../network/http.ts';
import type { HostReport } from './report.ts';

/** How long the probes of version detection take when something is open. */
const PROBING = 6100;

/** What the open ports of a host say they run, by `80/tcp`: HTTP servers and greetings only. */
export async function detectVersions(context: ToolContext, report: HostReport): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  const open = report.scanned?.results.filter(({ state }) => state === 'open') ?? [];
  if (open.length > 0) await context.clock.sleep(PROBING, context.signal);
  for (const { port, protocol, server } of open) {
    const label = `${port}/${protocol}`;
    const greeting = /^SSH-([\d.]+)-OpenSSH_(\S+) ?(\S*)/.exec(server?.banner ?? '');
    if (greeting) {
      versions.set(
        label,
        `OpenSSH ${greeting[2]} ${greeting[3]!.replace('-', ' ')} (protocol ${greeting[1]})`.replace('  ', ' '),
      );
      continue;
    }
    const answer = server?.http?.({
      method: 'GET',
      path: '/',
      host: report.target.ip,
      headers: {},
      body: '',
      now: context.clock.now(),
    });
    const software = answer && headerValue(answer.headers, 'server');
    if (software) versions.set(label, software.replace('/', ' '));
  }
  return versions;
}
