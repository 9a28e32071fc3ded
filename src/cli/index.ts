import { CommanderError } from 'commander';
import { exitCodeOf, explainFailure } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs one command line (without node and script) and sets the process's exit code. Never rejects. */
export async function run(args: readonly string[]): Promise<void> {
  whenNobodyReads(args[0] === 'test');
  const program = createProgram((code) => void (process.exitCode = code));
  try {
    await program.parseAsync(args as string[], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.stderr.write(explainFailure(error));
    process.exitCode = exitCodeOf(error);
  }
}

/**
 * `firedrill list | head` ends with the reader, without a stack. `firedrill test | head` goes on: its exit code and its
 * reports are worth something without a reader, and a code of an unfinished run would be a lie.
 */
function whenNobodyReads(goesOn: boolean): void {
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' && goesOn) return;
    if (code === 'EPIPE') process.exit(process.exitCode ?? 0);
    process.stderr.write(`firedrill: standard output cannot be written: ${message}\n`);
    process.exit(3);
  });
}
