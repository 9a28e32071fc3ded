// What tests get when they import fast-check (vitest.config.ts): property tests look at the same examples in every run,
// so that a red run is a change and never bad luck. `FIREDRILL_TEST_SEED=random npm test` looks at others, a number at
// those of a run that failed.
import fc from '../node_modules/fast-check/lib/fast-check.js';

const { FIREDRILL_TEST_SEED: asked = '20220715' } = process.env;
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });

export * from '../node_modules/fast-check/lib/fast-check.js';
export default fc;
