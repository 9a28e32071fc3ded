import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject } from '../types.ts';

/** How many pods a ReplicaSet is to have. */
export interface ReplicaPlan {
  set: KubernetesObject;
  replicas: number;
}

/** The next step of a deployment: the sets to scale, in order. */
export function planRollout(
  deployment: KubernetesObject,
  current: KubernetesObject | undefined,
  old: readonly KubernetesObject[],
  oldPodsLeft: boolean,
): ReplicaPlan[] {
  const { replicas, strategy, paused } = deployment['spec'];
  const active = old.filter((set) => set['spec'].replicas > 0);
  if (!current || (paused && active.length > 0)) return scaleActive(replicas, current, active);
  if (strategy.type === 'Recreate') {
    const stopping = active.map((set) => ({ set, replicas: 0 }));
    return stopping.length > 0 || oldPodsLeft ? stopping : [{ set: current, replicas }];
  }
  return rollingStep(replicas, limitsOf(strategy.rollingUpdate, replicas), current, active);
}

interface Limits {
  surge: number;
  unavailable: number;
}

/** How far a rolling update may leave the wanted number; never both zero. */
export function limitsOf(rollingUpdate: JsonObject | undefined, replicas: number): Limits {
  const surge = resolve(rollingUpdate?.['maxSurge'], replicas, Math.ceil);
  const unavailable = resolve(rollingUpdate?.['maxUnavailable'], replicas, Math.floor);
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

function resolve(value: number | string | undefined, replicas: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  return value === undefined ? 0 : round((Number.parseFloat(value) / 100) * replicas);
}

/** While paused only the number of pods follows, with the newest active set taking the difference. */
function scaleActive(
  replicas: number,
  current: KubernetesObject | undefined,
  active: readonly KubernetesObject[],
): ReplicaPlan[] {
  const sets = [...active, ...(current ? [current] : [])];
  const newest = sets.at(-1);
  if (!newest) return [];
  const others = sets.slice(0, -1).reduce((sum, set) => sum + set['spec'].replicas, 0);
  return [{ set: newest, replicas: Math.max(0, replicas - others) }];
}

function rollingStep(
  replicas: number,
  { surge, unavailable }: Limits,
  current: KubernetesObject,
  old: readonly KubernetesObject[],
): ReplicaPlan[] {
  const oldTotal = old.reduce((sum, set) => sum + set['spec'].replicas, 0);
  const room = replicas + surge - oldTotal;
  const wanted = Math.min(replicas, Math.max(current['spec'].replicas, room));
  const upscale = { set: current, replicas: wanted };
  if (wanted < current['spec'].replicas || oldTotal === 0) return [upscale];
  return [upscale, ...shrinkOld(replicas - unavailable, current, wanted, old)];
}

/** Takes pods from old sets as long as enough are available; pods that are not available go first. */
function shrinkOld(
  minimum: number,
  current: KubernetesObject,
  currentReplicas: number,
  old: readonly KubernetesObject[],
): ReplicaPlan[] {
  const currentAvailable = Math.min(available(current), currentReplicas);
  const total = currentReplicas + old.reduce((sum, set) => sum + set['spec'].replicas, 0);
  let budget = total - minimum - (currentReplicas - currentAvailable);
  const plans: ReplicaPlan[] = [];
  for (const set of old) {
    const { replicas } = set['spec'];
    const unhealthy = Math.max(0, Math.min(budget, replicas - available(set)));
    budget -= unhealthy;
    plans.push({ set, replicas: replicas - unhealthy });
  }
  let spare =
    currentAvailable + plans.reduce((sum, plan) => sum + Math.min(plan.replicas, available(plan.set)), 0) - minimum;
  for (const plan of plans) {
    const taken = Math.max(0, Math.min(spare, plan.replicas));
    plan.replicas -= taken;
    spare -= taken;
  }
  return plans;
}

function available(set: KubernetesObject): number {
  return set['status']?.availableReplicas ?? 0;
}
