import { expect, test } from 'vitest';
import { createRandom } from './index.ts';

const draw = (random: ReturnType<typeof createRandom>) => Array.from({ length: 20 }, () => random.integer(1_000));

test('the same seed gives the same sequence, another seed another one', () => {
  expect(draw(createRandom(7))).toEqual(draw(createRandom(7)));
  expect(draw(createRandom(7))).not.toEqual(draw(createRandom(8)));
});

test('a fork depends on its label only, not on what was drawn before', () => {
  const first = createRandom(7);
  draw(first);
  expect(draw(first.fork('pods'))).toEqual(draw(createRandom(7).fork('pods')));
  expect(draw(first.fork('pods'))).not.toEqual(draw(first.fork('nodes')));
});

test('a stored state goes on where it was', () => {
  const random = createRandom('lab');
  draw(random);
  const state = random.save();
  const expected = draw(random);
  random.restore(state);
  expect(draw(random)).toEqual(expected);
});

test('uuids are version 4', () => {
  expect(createRandom(1).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
