import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairTable } from './pair-table.ts';

test('a pair keeps its number while the table grows, thin or dense', () => {
  const steps = fc.array(
    fc.record({ lefts: fc.integer({ min: 1, max: 3_000 }), rights: fc.integer({ min: 1, max: 3_000 }) }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 400 }), (reserved, each) => {
      const table = new PairTable();
      const known = new Map<string, number>();
      let [lefts, rights] = [0, 0];
      reserved.forEach((step, round) => {
        lefts = Math.max(lefts, step.lefts);
        rights = Math.max(rights, step.rights);
        table.reserve(lefts, rights);
        for (let index = 0; index < each; index++) {
          const [left, right] = [(index * 7 + round) % lefts, (index * 13 + round) % rights];
          const expected = known.get(`${left} ${right}`) ?? known.size;
          known.set(`${left} ${right}`, expected);
          expect(table.idOf(left, right)).toBe(expected);
          expect([table.lefts[expected], table.rights[expected]]).toEqual([left, right]);
        }
      });
      expect(table.size).toBe(known.size);
    }),
    { numRuns: 60 },
  );
});

test('hashes while pairs are few and spread, and looks up directly once there are many', () => {
  const table = new PairTable();
  table.reserve(600, 600);
  expect(table.direct).toBeUndefined();
  for (let left = 0; left < 600; left++) for (let right = 0; right < 100; right++) table.idOf(left, right);
  table.reserve(600, 600);
  expect(table.direct).toBeDefined();
  expect(table.idOf(599, 99)).toBe(600 * 100 - 1);
  expect(table.idOf(599, 100)).toBe(600 * 100);
});
