import { Failure } from '../failure.ts';

const QUANTITY = /^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*$/;

/** `cpu=200m,memory=1Gi`. Throws what kubectl says of pairs and amounts that are none. */
export function readAmounts(text: string): Record<string, string> {
  const pairs = text
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('='));
  for (const pair of pairs) {
    const [, amount] = pair;
    if (pair.length !== 2 || amount === undefined)
      throw new Failure(`Invalid argument syntax ${pair.join('=')}, expected <resource>=<value>`);
    if (!QUANTITY.test(amount))
      throw new Failure("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
  }
  return Object.fromEntries(pairs);
}
