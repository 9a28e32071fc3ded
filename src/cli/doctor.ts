import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseContext, connect, type Survey, survey } from '../live-cluster/index.ts';

const MARKS = { yes: '+', no: '-', unknown: '?' } as const;

/** What a real cluster offers to tracks. 0 when it has what alerts need, else 3; only reads. */
export async function doctor(options: { context?: string; json?: boolean }): Promise<number> {
  const login = chooseContext(options.context, process.env);
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-doctor-'));
  try {
    const { kubectl } = connect(folder, login, process.env);
    const found = await survey(kubectl, login.context, login.server);
    process.stdout.write(options.json ? `${JSON.stringify(found, undefined, 2)}\n` : table(found, login.notices));
    return found.rows.some(({ what, answer }) => answer === 'no' && NEEDED.includes(what)) ? 3 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without these no track of alerts can work. */
const NEEDED = ['Kubernetes', 'Calico kinds', 'global alerts', 'may configure alerts'];

function table({ context, server, rows }: Survey, notices: readonly string[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map(({ what, answer, found }) => `${MARKS[answer]} ${what.padEnd(width)}  ${found}`);
  const head = [`context ${context}, ${server}`, ...notices];
  return `${[...head, '', ...lines, '', '+ there  - missing  ? not known'].join('\n')}\n`;
}
