import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isCompared, isLive, readRecordings, replay } from './golden-replay.ts';

interface Known {
  scenario: string;
  steps: number[];
  reason: string;
}

/** What differs from a recording for a good reason, here and nowhere else. */
const KNOWN: Known[] = JSON.parse(
  readFileSync(new URL('../golden/kubectl-real/known-differences.json', import.meta.url), 'utf8'),
);
/** Made-up pods of a made-up server: only their shape would be compared. */
const NOT_PLAYED = ['exec-logs-success', 'version-same-minor'];
const LARGEST_SHARE = 0.05;

const recordings = [...readRecordings()].filter(([scenario]) => !NOT_PLAYED.includes(scenario));

function knownSteps(scenario: string): string[] {
  return KNOWN.filter((known) => known.scenario === scenario).flatMap(({ steps }) =>
    steps.map((step) => `${scenario}/${step}`),
  );
}

describe.concurrent('real clients print at the served cluster what they printed at a real one', () => {
  test.each(recordings)(
    '%s',
    async (scenario, steps) => {
      const differences = await replay(steps);
      const known = knownSteps(scenario);
      const unexpected = [...differences].filter(([where]) => !known.includes(where)).map(([, text]) => text);
      expect(unexpected.join('\n\n')).toBe('');
      // Where controllers race with the client, a difference need not show every time.
      if (!steps.some(isLive)) expect([...differences.keys()].sort()).toEqual(known.sort());
    },
    300_000,
  );
});

test('at most one command in twenty differs, each for a reason that is written down', () => {
  const compared = recordings.flatMap(([, steps]) => steps).filter(isCompared).length;
  const differing = KNOWN.flatMap(({ steps }) => steps).length;
  expect(differing / compared).toBeLessThanOrEqual(LARGEST_SHARE);
  expect(KNOWN.filter(({ reason }) => reason.length < 10)).toEqual([]);
});
