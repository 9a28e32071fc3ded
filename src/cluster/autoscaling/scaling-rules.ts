import type { JsonObject } from '../json-object.ts';

/** Sizes that were worked out, and changes that were made, of one autoscaler. */
export interface ScalingHistory {
  recommendations: { at: number; replicas: number }[];
  changes: { at: number; by: number }[];
}

export interface ConditionText {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** How many replicas it may be now, and what the autoscaler says about it. */
export interface Decision {
  desired: number;
  ableToScale: ConditionText;
  limited: ConditionText;
}

const DEFAULT_RULES = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
  },
};

const READY: ConditionText = {
  status: 'True',
  reason: 'ReadyForNewScale',
  message: 'recommended size matches current size',
};
const WITHIN: ConditionText = {
  status: 'False',
  reason: 'DesiredWithinRange',
  message: 'the desired count is within the acceptable range',
};

/** Bounds a worked-out size by the autoscaler's limits, its stabilization windows and its policies. */
export function applyScalingRules(
  spec: JsonObject,
  current: number,
  wanted: number,
  history: ScalingHistory,
  now: number,
): Decision {
  const up = { ...DEFAULT_RULES.scaleUp, ...spec['behavior']?.scaleUp };
  const down = { ...DEFAULT_RULES.scaleDown, ...spec['behavior']?.scaleDown };
  const stable = stabilized(wanted, current, history, {
    up: up.stabilizationWindowSeconds * 1_000,
    down: (down.stabilizationWindowSeconds ?? 300) * 1_000,
    now,
  });
  const bounds = { min: spec['minReplicas'] ?? 1, max: spec['maxReplicas'] };
  const allowed =
    stable.desired > current
      ? upperBound(spec, up, current, bounds.max, history, now)
      : lowerBound(spec, down, current, bounds.min, history, now);
  const beyond = stable.desired > current ? stable.desired > allowed.replicas : stable.desired < allowed.replicas;
  if (beyond) return { desired: allowed.replicas, ableToScale: stable.condition, limited: allowed.condition };
  if (stable.desired < bounds.min) {
    return { desired: bounds.min, ableToScale: stable.condition, limited: TOO_FEW };
  }
  if (stable.desired > bounds.max) {
    return { desired: bounds.max, ableToScale: stable.condition, limited: TOO_MANY };
  }
  return { desired: stable.desired, ableToScale: stable.condition, limited: WITHIN };
}

function stabilized(
  wanted: number,
  current: number,
  { recommendations }: ScalingHistory,
  windows: { up: number; down: number; now: number },
): { desired: number; condition: ConditionText } {
  let lowest = wanted;
  let highest = wanted;
  for (const { at, replicas } of recommendations) {
    if (at > windows.now - windows.up) lowest = Math.min(lowest, replicas);
    if (at > windows.now - windows.down) highest = Math.max(highest, replicas);
  }
  let desired = current;
  if (desired < lowest) desired = lowest;
  if (desired > highest) desired = highest;
  recommendations.push({ at: windows.now, replicas: wanted });
  const oldest = windows.now - Math.max(windows.up, windows.down);
  while (recommendations[0] && recommendations[0].at <= oldest) recommendations.shift();
  if (desired === wanted) return { desired, condition: READY };
  return desired > wanted
    ? { desired, condition: stabilizedText('ScaleDownStabilized', 'higher', 'highest') }
    : { desired, condition: stabilizedText('ScaleUpStabilized', 'lower', 'lowest') };
}

function stabilizedText(reason: string, were: string, applied: string): ConditionText {
  const message = `recent recommendations were ${were} than current one, applying the ${applied} recent recommendation`;
  return { status: 'True', reason, message };
}

const TOO_MANY: ConditionText = {
  status: 'True',
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW: ConditionText = {
  status: 'True',
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};
const TOO_FAST_UP: ConditionText = {
  status: 'True',
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const TOO_FAST_DOWN: ConditionText = {
  status: 'True',
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};

interface Bound {
  replicas: number;
  condition: ConditionText;
}

function upperBound(
  spec: JsonObject,
  rules: JsonObject,
  current: number,
  max: number,
  history: ScalingHistory,
  now: number,
): Bound {
  const limit = spec['behavior']
    ? Math.max(current, limitOf(rules, current, history, now, 1))
    : Math.max(2 * current, 4);
  return limit < max ? { replicas: limit, condition: TOO_FAST_UP } : { replicas: max, condition: TOO_MANY };
}

function lowerBound(
  spec: JsonObject,
  rules: JsonObject,
  current: number,
  min: number,
  history: ScalingHistory,
  now: number,
): Bound {
  const limit = spec['behavior'] ? Math.min(current, limitOf(rules, current, history, now, -1)) : 0;
  return limit > min ? { replicas: limit, condition: TOO_FAST_DOWN } : { replicas: min, condition: TOO_FEW };
}

/** How far the policies let the size go in one direction, from what it was at the start of each one's period. */
function limitOf(
  { selectPolicy, policies }: JsonObject,
  current: number,
  history: ScalingHistory,
  now: number,
  direction: 1 | -1,
): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = (policies as JsonObject[]).map(({ type, value, periodSeconds }) => {
    const changed = history.changes
      .filter(({ at }) => at > now - periodSeconds * 1_000)
      .reduce((sum, { by }) => sum + by, 0);
    const start = current - changed;
    if (type === 'Pods') return start + direction * value;
    return direction > 0 ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  const most = selectPolicy === 'Min' ? -direction : direction;
  return most > 0 ? Math.max(...limits) : Math.min(...limits);
}
