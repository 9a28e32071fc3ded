import type { Block } from '../track/index.ts';
import { endsInChange, isChange } from './state-changing.ts';
import { statements } from './statements.ts';

export interface BlockOutcome {
  /** Exit code of the last statement that ran. */
  code: number;
  failed: boolean;
  /** Why it counts as failed, for people. */
  because?: string;
}

/** How a statement ended, and what of ours ran in it. */
export interface StatementOutcome {
  code: number;
  commands: readonly { program: string; args: readonly string[]; code: number }[];
}

interface StatementRunner {
  isIncomplete(text: string): boolean;
  run(statement: string): Promise<StatementOutcome>;
}

/**
 * Runs a block's statements in order, as a person pasting them would, and judges it by design.md section 4: a command
 * that was not found, could not run or did not parse fails it, and so does a failed change; a failed probe does not.
 */
export async function runStatements(block: Block, shell: StatementRunner): Promise<BlockOutcome> {
  let code = 0;
  let because: string | undefined;
  for (const statement of statements(block.code.text, shell.isIncomplete)) {
    if (shell.isIncomplete(statement)) {
      code = 2;
      because ??= `it ends in the middle of a command: ${firstLine(statement)}`;
      break;
    }
    const outcome = await shell.run(statement);
    code = outcome.code;
    because ??= reproach(statement, outcome);
    if (code === 130) break;
  }
  if (block.exit !== undefined) {
    because = code === block.exit ? undefined : `exit code ${code}, firedrill.yml expects ${block.exit}`;
  }
  return { code, failed: because !== undefined, because };
}

function reproach(statement: string, { code, commands }: StatementOutcome): string | undefined {
  const line = firstLine(statement);
  if (code === 130) return `it was interrupted: ${line}`;
  const failed = commands.find((command) => command.code !== 0 && isChange(command.program, command.args));
  if (failed) return `exit code ${failed.code}: ${shown(failed)}`;
  if (code === 127) return `a command was not found: ${line}`;
  if (code === 126) return `a command could not run: ${line}`;
  if (code !== 0 && endsInChange(statement)) return `exit code ${code}: ${line}`;
  return undefined;
}

function shown({ program, args }: { program: string; args: readonly string[] }): string {
  const line = [program, ...args].join(' ').split('\n')[0]!;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

const LONGEST = 120;

function firstLine(statement: string): string {
  return statement
    .split('\n')
    .find((line) => !/^\s*(#.*)?$/.test(line))!
    .trim();
}
