import { nearestWord } from '../cluster/index.ts';

/** `Did you mean X?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const meant = nearestWord(word, candidates);
  return meant === undefined || meant === word ? undefined : `Did you mean ${meant}?`;
}
