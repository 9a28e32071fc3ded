import type { PolicyHit, Verdict } from '../types.ts';

/**
 * What was hit on the way to a verdict. Flows that take the same way share it, and its verdict: most are judged as
 * others were before them.
 */
export class JudgedPath {
  readonly hits: readonly PolicyHit[];
  readonly #next = new Map<number | string, JudgedPath>();
  readonly #verdicts = new Map<Verdict['action'], Verdict>();

  constructor(hits: readonly PolicyHit[] = []) {
    this.hits = hits;
  }

  /** The way on by one hit more; `key` tells it from every other hit that may come here. */
  onward(key: number | string, tier: string, name: string, action: PolicyHit['action'], rule: number): JudgedPath {
    let next = this.#next.get(key);
    if (!next) {
      next = new JudgedPath([...this.hits, { index: this.hits.length, tier, name, action, rule }]);
      this.#next.set(key, next);
    }
    return next;
  }

  verdict(action: Verdict['action']): Verdict {
    let verdict = this.#verdicts.get(action);
    if (!verdict) this.#verdicts.set(action, (verdict = { action, hits: this.hits }));
    return verdict;
  }
}
