import { labelValueProblem, qualifiedNameProblem } from '../names.ts';

/** One term of a label selector. */
export interface LabelRequirement {
  key: string;
  operator: 'in' | 'notin' | 'exists' | 'absent' | 'gt' | 'lt';
  values: readonly string[];
}

/** Judges a set of labels. */
export type LabelMatcher = (labels: Readonly<Record<string, string>> | undefined) => boolean;

/** Refuses keys and values no label can have. Throws `SelectorError`. */
export function checkedRequirement(requirement: LabelRequirement): LabelRequirement {
  checkLabelKey(requirement.key);
  for (const value of requirement.values) {
    const problem = labelValueProblem(value);
    if (problem) throw new SelectorError(`invalid label value: "${value}": at key: "${requirement.key}": ${problem}`);
  }
  const numeric = requirement.operator === 'gt' || requirement.operator === 'lt';
  if (numeric && !/^-?\d+$/.test(requirement.values[0] ?? '')) {
    throw new SelectorError("for 'Gt', 'Lt' operators, the value must be an integer");
  }
  return requirement;
}

export function checkLabelKey(key: string): void {
  const problem = qualifiedNameProblem(key);
  if (problem) throw new SelectorError(`invalid label key "${key}": ${problem}`);
}

/** All requirements must hold; none at all matches everything. */
export function matcherOf(requirements: readonly LabelRequirement[]): LabelMatcher {
  return (labels = {}) => requirements.every((requirement) => holds(requirement, labels[requirement.key]));
}

function holds({ operator, values }: LabelRequirement, label: string | undefined): boolean {
  switch (operator) {
    case 'exists':
      return label !== undefined;
    case 'absent':
      return label === undefined;
    case 'in':
      return label !== undefined && values.includes(label);
    case 'notin':
      return label === undefined || !values.includes(label);
    case 'gt':
      return label !== undefined && Number(label) > Number(values[0]);
    case 'lt':
      return label !== undefined && Number(label) < Number(values[0]);
  }
}

/** A selector that does not parse; the message is the API server's. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError';
}
