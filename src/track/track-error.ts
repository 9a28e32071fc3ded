import type { Diagnostic } from './types.ts';

/** The track cannot be used as it is: names file and line, what is wrong, and what to do. Exit 1 or 2, never a stack. */
export class TrackError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(describe).join('\n'));
    this.name = 'TrackError';
    this.diagnostics = diagnostics;
  }
}

function describe({ file, position, message, advice }: Diagnostic): string {
  const where = `${file}:${position.line}:${position.column}`;
  return advice ? `${where}: ${message}\n  ${advice}` : `${where}: ${message}`;
}
