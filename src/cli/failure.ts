/** Exit codes of design.md section 7 by the kind of error; everything else is a bug of ours. */
const CODES: Readonly<Record<string, number>> = {
  UsageError: 2,
  TrackError: 1,
  LifecycleError: 1,
  EnvironmentError: 2,
};
const BUG = 70;

/** The person's mistake in using the command: what was given, what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function exitCodeOf(error: unknown): number {
  return (error instanceof Error && CODES[error.name]) || BUG;
}

/** The person's mistakes as one message, ours with the stack. */
export function explainFailure(error: unknown): string {
  if (exitCodeOf(error) !== BUG) return `firedrill: ${(error as Error).message}\n`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `firedrill: this is a mistake of firedrill itself; please report it with the lines below.\n${stack}\n`;
}
