import { editDistance } from './edit-distance.ts';

/** The candidate that was probably meant; undefined when none is near. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length < 4 ? 1 : word.length < 9 ? 2 : 3;
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const steps = isSwapped(word, candidate) ? SWAP : editDistance(word, candidate);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** Less than any other step: fingers swap letters more often than they miss them. */
const SWAP = 0.5;

/** One is the other but for two neighbouring letters in the wrong order; capitals do not count. */
function isSwapped(one: string, other: string): boolean {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left.length !== right.length || left === right) return false;
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  return left.slice(0, at) + left[at + 1] + left[at] + left.slice(at + 2) === right;
}
