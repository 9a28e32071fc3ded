import type { Explanation } from '../../types.ts';

/** One row of a table of causes: the first that finds something explains the alert. */
export interface Cause<Case> {
  /** As in `Explanation.cause`: stable, for tests, `--json` and the page. */
  id: string;
  /** What it has to say about the case; undefined when it does not hold. */
  find(given: Case): Finding | undefined;
}

export type Finding = Pick<Explanation, 'verdict' | 'reason' | 'advice' | 'nextAt' | 'nearest' | 'event'>;

export type FoundCause = Finding & { cause: string };

/** The first cause that holds, with what it found. */
export function firstCause<Case>(causes: readonly Cause<Case>[], given: Case): FoundCause | undefined {
  for (const { id, find } of causes) {
    const finding = find(given);
    if (finding) return { cause: id, ...finding };
  }
  return undefined;
}

/** The first cause that holds for any of several cases, the cases in order of how telling they are. */
export function firstCauseOfAny<Case>(causes: readonly Cause<Case>[], cases: readonly Case[]): FoundCause | undefined {
  for (const { id, find } of causes) {
    for (const given of cases) {
      const finding = find(given);
      if (finding) return { cause: id, ...finding };
    }
  }
  return undefined;
}
