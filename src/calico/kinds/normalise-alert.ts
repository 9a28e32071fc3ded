import { formatDuration, parseDuration } from '../../clock/index.ts';
import { ApiError, failure, type KubernetesObject } from '../../cluster/index.ts';

/** Decodes an alert's spec as the API server does: nulls as absent, durations in Go's own spelling, the type filled in. */
export function defaultAlert(object: KubernetesObject): void {
  object['spec'] ??= {};
  const spec: Record<string, unknown> = object['spec'];
  for (const [field, value] of Object.entries(spec)) {
    if (value === null) delete spec[field];
  }
  if (!spec['type']) spec['type'] = 'RuleBased';
  fillNullItems(spec);
  for (const field of ['period', 'lookback']) {
    if (spec[field] !== undefined) spec[field] = normalDuration(object.kind, spec[field]);
  }
}

/** A null inside a list is what Go calls the zero value: an empty text, a substitution without a name. */
function fillNullItems(spec: Record<string, unknown>): void {
  const { aggregateBy, substitutions } = spec;
  if (Array.isArray(aggregateBy)) spec['aggregateBy'] = aggregateBy.map((name) => name ?? '');
  if (Array.isArray(substitutions)) {
    spec['substitutions'] = substitutions.map((one) => ({ ...one, name: one?.name ?? '' }));
  }
}

/** Leaves out what the stored form leaves out: empty texts and lists, and a threshold of zero. */
export function dropEmptyFields(object: KubernetesObject): void {
  const spec: Record<string, unknown> = object['spec'];
  for (const [field, value] of Object.entries(spec)) {
    const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
    const isZero = field === 'threshold' && value === 0;
    if ((isEmpty && field !== 'description') || isZero) delete spec[field];
  }
}

function normalDuration(kind: string, value: unknown): string {
  const duration = parseDuration(String(value));
  if (duration !== undefined && typeof value === 'string') return formatDuration(duration);
  const reason =
    typeof value === 'string'
      ? durationProblem(value)
      : `json: cannot unmarshal ${typeof value} into Go value of type string`;
  const message = `${kind} in version "v3" cannot be handled as a ${kind}: ${reason}`;
  throw new ApiError(failure(400, 'BadRequest', message));
}

/** What Go's time.ParseDuration says about a text it cannot read. */
function durationProblem(text: string): string {
  const unit = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))*(?:\d+\.?\d*|\.\d+)([^\d.]*)/.exec(text)?.[1];
  if (unit === undefined) return `time: invalid duration "${text}"`;
  if (unit === '') return `time: missing unit in duration "${text}"`;
  return `time: unknown unit "${unit}" in duration "${text}"`;
}
