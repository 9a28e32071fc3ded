const VERSION = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const STAGES: Readonly<Record<string, number>> = { alpha: 0, beta: 1 };

/**
 * The order in which the versions of a group are offered: stable before beta before alpha, higher numbers first, what is
 * no version in the usual form last, by name.
 *
 * @example
 * ['v1alpha1', 'v2', 'foo', 'v1beta1', 'v1'].sort(byPriority) // v2, v1, v1beta1, v1alpha1, foo
 */
export function byPriority(left: string, right: string): number {
  const [one, other] = [rankOf(left), rankOf(right)];
  if (!one || !other) return one ? -1 : other ? 1 : left < right ? -1 : 1;
  return other.stage - one.stage || other.major - one.major || other.minor - one.minor;
}

function rankOf(version: string): { stage: number; major: number; minor: number } | undefined {
  const [, major, stage, minor] = VERSION.exec(version) ?? [];
  return major === undefined
    ? undefined
    : { stage: stage ? STAGES[stage]! : 2, major: Number(major), minor: Number(minor ?? 0) };
}
