import type { Controller } from '../types.ts';

/** What makes a cluster move: each watches the store and acts on it. */
export function kubernetesControllers(): readonly Controller[] {
  return [];
}
