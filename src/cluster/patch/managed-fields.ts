import type { Call } from '../api/call.ts';
import type { KubernetesObject } from '../types.ts';

export function trackOwnership(
  _call: Call,
  _old: KubernetesObject | undefined,
  _object: KubernetesObject,
  _now: number,
): void {}
