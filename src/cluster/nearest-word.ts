import { editDistance } from './edit-distance.ts';

/** The candidate that was probably meant; undefined when none is near. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length < 4 ? 1 : word.length < 9 ? 2 : 3;
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const steps = editDistance(word, candidate);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}
