import type { KubernetesObject } from '../cluster/index.ts';
import type { ClusterNews } from './cluster-news.ts';

/** Counts how often alerts were evaluated, by changes of `status.lastExecuted`: no clock is asked. */
export class Evaluations {
  readonly #news: Pick<ClusterNews, 'alerts'>;
  readonly #last = new Map<string, string | undefined>();
  readonly #counts = new Map<string, number>();

  constructor(news: Pick<ClusterNews, 'alerts'>) {
    this.#news = news;
    this.look();
  }

  /** Takes in what was last heard. True when an alert was evaluated since the look before. */
  look(): boolean {
    let changed = false;
    for (const alert of this.#news.alerts) {
      const id = alert.metadata.uid ?? alert.metadata.name;
      const executed: string | undefined = alert['status']?.lastExecuted;
      if (this.#last.has(id) && this.#last.get(id) !== executed) {
        this.#counts.set(id, this.of(alert) + 1);
        changed = true;
      }
      this.#last.set(id, executed);
    }
    return changed;
  }

  /** How often since this counting began. */
  of({ metadata }: KubernetesObject): number {
    return this.#counts.get(metadata.uid ?? metadata.name) ?? 0;
  }
}

/** An anomaly detector's `lastExecuted` is a job's time, not an evaluation of the learner's doing. */
export function isRuleBased(alert: KubernetesObject): boolean {
  return alert['spec']?.type !== 'AnomalyDetection';
}
