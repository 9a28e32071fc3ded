import type { Clock } from '../../clock/index.ts';
import { ApiError, badRequest, failure } from '../status.ts';
import type { KubernetesObject } from '../types.ts';

/** What a `continue` token says: the list's version, and after which object to go on. */
export interface ContinueToken {
  v: 'meta.k8s.io/v1';
  /** -1: whatever there is now. */
  rv: number;
  start: string;
}

/** Milliseconds a list stays as it was when its first page was read; etcd forgets old versions as often. */
const KEPT_FOR = 5 * 60_000;
const MOST_KEPT = 100;

/** Lists that are being read page by page, each as it was at its first page. */
export class ListPages {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { until: number; objects: readonly KubernetesObject[] }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What a list was at its first page; undefined when that is too long ago. `name` tells one question from another. */
  at(name: string, version: number): readonly KubernetesObject[] | undefined {
    const kept = this.#kept.get(`${version} ${name}`);
    return kept && kept.until > this.#clock.now() ? kept.objects : undefined;
  }

  keep(name: string, version: number, objects: readonly KubernetesObject[]): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#kept) {
      // The oldest come first.
      if (until > now && this.#kept.size < MOST_KEPT) break;
      this.#kept.delete(key);
    }
    this.#kept.set(`${version} ${name}`, { until: now + KEPT_FOR, objects });
  }
}

export function writeToken(rv: number, start: string): string {
  const token: ContinueToken = { v: 'meta.k8s.io/v1', rv, start };
  return btoa(JSON.stringify(token));
}

/** Throws the 400 of what is no token of ours. */
export function readToken(text: string): ContinueToken {
  try {
    const parsed = JSON.parse(atob(text));
    if (Number.isInteger(parsed.rv) && typeof parsed.start === 'string') return parsed;
  } catch {
    // told below
  }
  throw badRequest('continue key is not valid: it must be the one the previous page carried');
}

const TOO_OLD =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** The 410 of a token whose list is forgotten; it carries one to go on with what there is now. */
export function tokenExpired({ start }: ContinueToken): ApiError {
  const status = failure(410, 'Expired', TOO_OLD);
  return new ApiError({ ...status, metadata: { continue: writeToken(-1, start) } });
}
