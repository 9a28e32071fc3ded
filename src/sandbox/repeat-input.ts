import type { Input } from './inputs.ts';
import type { Sandbox } from './sandbox.ts';

/** The ways into a sandbox, those that are nobody else's included. */
export interface Doors {
  sandbox: Sandbox;
  flow(to: number): Promise<void>;
  stop(input: Extract<Input, { kind: 'stop' }>): Promise<void>;
}

/** Puts a recorded input into effect again, through the door it once came in by. */
export function repeatInput(input: Input, { sandbox, flow, stop }: Doors): Promise<unknown> {
  switch (input.kind) {
    case 'line':
      return sandbox.line(input.terminal, input.text);
    case 'keys':
      return sandbox.keys(input.terminal, input.text);
    case 'interrupt':
      return sandbox.interrupt(input.terminal);
    case 'script':
      return sandbox.script(input);
    case 'frozen-script':
      return sandbox.frozenScript(input);
    case 'file':
      return sandbox.writeFile(input.host, input.path, input.text);
    case 'advance':
      return flow(input.to);
    case 'stop':
      return stop(input);
    default:
      return sandbox.outside.again(input);
  }
}
