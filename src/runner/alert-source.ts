import type { Explanation, Question } from '../calico/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';
import type { AlertsView, DetectorRow } from './lab-view.ts';

/** Who knows of a target's alerts: what is stored, whether it fired, and why not. */
export interface AlertSource {
  /** The stored GlobalAlert; undefined when there is none. */
  stored(alert: string): Promise<KubernetesObject | undefined>;
  /** Whether it fired, and why not yet; `unknown` where it cannot be told. `since` in milliseconds of cluster time. */
  explain(alert: string, question: Question): Promise<Explanation>;
  /** What the Calico Cloud tab shows, as last heard of. */
  view(): AlertsView;
  /** Makes or deletes a detector's alert. An error is for people. */
  switchDetector(detector: DetectorRow): Promise<string | undefined>;
}
