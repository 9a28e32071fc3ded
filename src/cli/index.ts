import { CommanderError } from 'commander';
import { exitCodeOf, explainFailure } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs one command line (without node and script) and sets the process's exit code. Never rejects. */
export async function run(args: readonly string[]): Promise<void> {
  leaveQuietlyOnBrokenPipe();
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

/** `firedrill test ... | head` ends with the reader, without a stack. */
function leaveQuietlyOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}
