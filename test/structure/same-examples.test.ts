import fc from 'fast-check';
import { expect, test } from 'vitest';

test('property tests look at the same examples in every run, unless others are asked for', () => {
  const { FIREDRILL_TEST_SEED: asked = '20220715' } = process.env;
  const seen = () => {
    const values: number[] = [];
    fc.assert(fc.property(fc.integer(), (value) => void values.push(value)));
    return values;
  };
  if (asked === 'random') expect(seen()).not.toEqual(seen());
  else expect(seen()).toEqual(seen());
});
