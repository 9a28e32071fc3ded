import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { difference, Machine, readScenarios, type Step } from '../../test/golden/kubectl/replay/replay.ts';

interface KnownDifference {
  scenario: string;
  steps: number[];
  reason: string;
}

const FOLDER = new URL('../../test/golden/kubectl/', import.meta.url);
const known = JSON.parse(readFileSync(new URL('known-differences.json', FOLDER), 'utf8')) as KnownDifference[];

/** Recordings of another server, of controllers at work, or of a schema that is not ours, tell nothing about this client. */
const OTHER_SERVER = ['old-server', 'live', 'unstable', 'watch', 'crd-schema', 'defaults-1.20'];

function isComparable(step: Step): boolean {
  if (step.setup) return false;
  return !(step.tags ?? []).some((tag) => OTHER_SERVER.includes(tag) || tag.startsWith('prototype'));
}

function isKnown(step: Step): boolean {
  return known.some(({ scenario, steps }) => scenario === step.scenario && steps.includes(step.step));
}

describe('every recorded command prints what kubectl 1.32 printed', () => {
  test.each([...readScenarios()])('%s', async (_, steps) => {
    const machine = new Machine();
    const differences: string[] = [];
    for (const step of steps) {
      const outcome = await machine.run(step);
      if (!outcome || !isComparable(step)) continue;
      const problem = difference(step, outcome);
      if (isKnown(step)) {
        if (!problem) differences.push(`step ${step.step} does not differ any more: take it off the list`);
      } else if (problem) differences.push(`step ${step.step}: ${step.cmd}\n${problem}`);
    }
    expect(differences).toEqual([]);
  });
});

test('the lines that need a shell are few, and are replayed where there is one', () => {
  const needShell = [...readScenarios().values()]
    .flat()
    .filter((step) => /[|;]|&&|>|\$'/.test(step.cmd.replace(/'[^']*'|"[^"]*"/g, '')));
  expect(needShell.length).toBeLessThan(40);
});

test('each known difference has a reason and names recorded steps', () => {
  const scenarios = readScenarios();
  for (const { scenario, steps, reason } of known) {
    expect(reason.length, scenario).toBeGreaterThan(10);
    const recorded = scenarios.get(scenario)!.map((step) => step.step);
    expect(
      steps.filter((step) => !recorded.includes(step)),
      scenario,
    ).toEqual([]);
  }
});
