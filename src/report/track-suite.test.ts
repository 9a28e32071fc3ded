import { expect, test } from 'vitest';
import type { StepReport, TrackReport } from '../runner/index.ts';
import { placeOf, trackSuite } from './track-suite.ts';

const PLACE = { number: 1, id: '01-a', title: 'A', challenge: 'dns', file: '01-dns/assignment.md', line: 5 };
const STEP: StepReport = {
  ...PLACE,
  blocks: [],
  source: 'script',
  owed: [],
  outcome: 'verified',
  problems: [],
  simulated: 60_000,
  real: 250,
};
const TRACK: TrackReport = {
  track: 'alerts',
  title: 'Alerts',
  source: 'tracks/alerts',
  environment: 'empty',
  strategy: 'blocks',
  steps: [STEP],
  notRun: 0,
  unreached: [],
  simulated: 60_000,
  real: 250,
};

test('a step is a case of its challenge, with its place as seen from the person', () => {
  const [found] = trackSuite(TRACK).cases;
  expect(found).toMatchObject({
    name: '01 A',
    group: 'alerts.dns',
    file: 'tracks/alerts/01-dns/assignment.md',
    line: 5,
  });
  expect(found).toMatchObject({ outcome: 'passed', seconds: 0.25 });
});

test('unchecked steps and those that were not reached are skipped, and say why', () => {
  const failed: StepReport = { ...STEP, outcome: 'failed', problems: ['no'] };
  const unreached = [{ ...PLACE, number: 3, title: 'C' }];
  const steps: StepReport[] = [
    { ...STEP, outcome: 'unchecked' },
    { ...failed, number: 2 },
  ];
  const { cases } = trackSuite({ ...TRACK, steps, notRun: 1, unreached });
  expect(cases.map(({ outcome, because }) => [outcome, because])).toEqual([
    ['skipped', 'it ran, and nothing checks it'],
    ['failed', undefined],
    ['skipped', 'not run, because step 2 failed'],
  ]);
});

test('a failed block is told at its own line, a failed check at its step', () => {
  const block = { number: 2, position: { file: '', line: 9 }, outcome: { code: 1, failed: true }, output: 'x' };
  const problems = ['block 2 (line 9): exit code 1: false', 'no event'];
  const [found] = trackSuite({ ...TRACK, steps: [{ ...STEP, outcome: 'failed', blocks: [block], problems }] }).cases;
  expect(found!.remarks.map(({ line }) => line)).toEqual([9, 5]);
});

test('secrets are masked in what it printed and in what went wrong', () => {
  const block = { number: 2, position: { file: '', line: 9 }, outcome: { code: 1, failed: true }, output: 'key abc' };
  const steps: StepReport[] = [{ ...STEP, outcome: 'failed', blocks: [block], problems: ['said abc'] }];
  const suite = trackSuite({ ...TRACK, steps }, (text) => text.replaceAll('abc', '***'));
  expect(JSON.stringify(suite)).not.toContain('abc');
});

test('a text on its own is its own place', () => {
  expect(placeOf('notes/m.md', 'm.md')).toBe('notes/m.md');
  expect(placeOf('m.md', 'm.md')).toBe('m.md');
  expect(placeOf('tracks/a/', '01-a/assignment.md')).toBe('tracks/a/01-a/assignment.md');
});
