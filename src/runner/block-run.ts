import type { Block } from '../track/index.ts';
import { changesState } from './state-changing.ts';
import { statements } from './statements.ts';

export interface BlockOutcome {
  /** Exit code of the last statement that ran. */
  code: number;
  failed: boolean;
  /** Why it counts as failed, for people. */
  because?: string;
}

interface StatementRunner {
  isIncomplete(text: string): boolean;
  run(statement: string): Promise<number>;
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
    code = await shell.run(statement);
    because ??= reproach(statement, code);
    if (code === 130) break;
  }
  if (block.exit !== undefined) {
    because = code === block.exit ? undefined : `exit code ${code}, firedrill.yml expects ${block.exit}`;
  }
  return { code, failed: because !== undefined, because };
}

function reproach(statement: string, code: number): string | undefined {
  const line = firstLine(statement);
  if (code === 0) return undefined;
  if (code === 127) return `a command was not found: ${line}`;
  if (code === 126) return `a command could not run: ${line}`;
  if (code === 130) return `it was interrupted: ${line}`;
  if (changesState(statement)) return `exit code ${code}: ${line}`;
  return undefined;
}

function firstLine(statement: string): string {
  return statement
    .split('\n')
    .find((line) => !/^\s*(#.*)?$/.test(line))!
    .trim();
}
