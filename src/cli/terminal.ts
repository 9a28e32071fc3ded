import type { Interface } from 'node:readline';
import { lineSource, runForeground } from '../plain/index.ts';
import type { Pace, Sandbox } from '../sandbox/index.ts';

/** An interactive shell on the simulated host, until `exit` or the end of input; resolves with its last exit code. */
export async function runTerminal(sandbox: Sandbox, pace: Pace, input: Interface): Promise<number> {
  const lines = lineSource(input);
  const terminal = sandbox.hostNames[0]!;
  const shell = sandbox.terminal(terminal);
  lines.onInterrupt(() => void (shell.running ? sandbox.interrupt(terminal) : lines.prompt(shell.prompt)));
  let code = 0;
  let pending = '';
  while (!shell.exited) {
    lines.prompt(pending === '' ? shell.prompt : '> ');
    const line = await lines.next();
    if (line === undefined) break;
    pending = pending === '' ? line : `${pending}\n${line}`;
    if (shell.isIncomplete(pending)) continue;
    await pace.catchUp();
    code = await runForeground(pace.run(sandbox.line(terminal, pending)), terminal, { target: sandbox, pace, lines });
    pending = '';
  }
  lines.close();
  return code;
}
