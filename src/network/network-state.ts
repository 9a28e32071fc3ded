import type { Clock, Random } from '../clock/index.ts';
import type { KubernetesObject, ReadStore } from '../cluster/index.ts';
import type { EventStream } from './connections/event-stream.ts';
import type { LearnedNames } from './dns/learned-names.ts';
import type { EndpointTable } from './endpoints/endpoint-table.ts';
import type { OutsideTable } from './outside/outside-table.ts';
import type { PolicyEngine } from './policy/policy-engine.ts';
import type { Affinity } from './services/affinity.ts';
import type { ServiceTable } from './services/service-table.ts';
import type { ImageBehaviour } from './types.ts';

/** What the parts of one network share. */
export interface NetworkState {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: ReadStore;
  readonly endpoints: EndpointTable;
  readonly services: ServiceTable;
  readonly affinity: Affinity;
  readonly outside: OutsideTable;
  readonly policy: PolicyEngine;
  readonly learned: LearnedNames;
  readonly events: EventStream;
  image(reference: string): ImageBehaviour;
  /** See `NetworkOptions.runs`. */
  runs(pod: KubernetesObject, container: string): boolean;
}
