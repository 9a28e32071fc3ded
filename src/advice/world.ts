import type { Cluster } from '../cluster/index.ts';
import type { Surroundings } from '../shell/index.ts';

/** What there is, for advice that names what somebody meant. */
export interface World {
  surroundings: Surroundings;
  /** Absent where asking the cluster takes a program. */
  cluster?: Pick<Cluster, 'kinds' | 'store'>;
}
