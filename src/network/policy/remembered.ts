import type { Labels, Selector } from '../selectors/labels.ts';

/** Keeps each answer for as long as the label set lives: label sets are never changed, only replaced. */
export function remembered(selector: Selector): Selector {
  const answers = new WeakMap<Labels, boolean>();
  return (labels) => {
    const known = answers.get(labels);
    if (known !== undefined) return known;
    const answer = selector(labels);
    answers.set(labels, answer);
    return answer;
  };
}
