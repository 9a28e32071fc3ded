/** Where in a query text something is wrong; both count from 1, in characters. */
export interface QueryPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * What is wrong with a query. Syntax errors carry a position, which their message starts with (`1:12: unexpected ...`);
 * a wrong key, value or substitution has none.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly position: QueryPosition | undefined;

  constructor(reason: string, position?: QueryPosition) {
    super(position ? `${position.line}:${position.column}: ${reason}` : reason);
    this.position = position;
  }
}
