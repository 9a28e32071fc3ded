/** Exit codes of design.md section 7 by the kind of error; everything else is a bug of ours. */
const CODES: Readonly<Record<string, number>> = {
  UsageError: 2,
  TrackError: 1,
  LifecycleError: 1,
  EnvironmentError: 2,
  LinkError: 1,
  SessionBusyError: 3,
  StateError: 3,
  ClusterError: 3,
};
const BUG = 70;

/** The person's mistake in using the command: what was given, what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file of a track is a link out of the track's folder: it is not followed. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
}

/** Progress cannot be kept or read: what is wrong with the place, and what to do. */
export class StateError extends Error {
  override readonly name = 'StateError';
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
