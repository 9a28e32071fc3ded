import { join } from 'node:path';
import type { StepReport, TrackReport } from '../runner/index.ts';
import type { Case, Remark, Suite } from './suite.ts';

const OUTCOME = { verified: 'passed', unchecked: 'skipped', failed: 'failed' } as const;

/** A verified track as a suite, a step as a case; steps that were not reached are skipped. */
export function trackSuite(report: TrackReport, mask: (text: string) => string = (text) => text): Suite {
  const { title, source, environment, strategy, steps, unreached } = report;
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  return {
    name: strategy === 'solve' ? `${title} (solve scripts)` : title,
    file: source,
    properties: { environment, strategy, simulatedSeconds: (report.simulated / 1_000).toFixed(3) },
    cases: [
      ...steps.map((step) => caseOf(step, report, mask)),
      ...unreached.map(
        (step): Case => ({
          ...identity(step, report),
          seconds: 0,
          outcome: 'skipped',
          because: failed ? `not run, because step ${failed.number} failed` : 'not run',
          remarks: [],
        }),
      ),
    ],
  };
}

/** Where a file of a track stands, seen from where the person is. */
export function placeOf(source: string, file: string): string {
  return source === file || source.endsWith(`/${file}`) ? source : join(source, file);
}

function caseOf(step: StepReport, report: TrackReport, mask: (text: string) => string): Case {
  const output = step.blocks.map(({ output }) => mask(output)).filter(Boolean);
  return {
    ...identity(step, report),
    seconds: step.real / 1_000,
    outcome: OUTCOME[step.outcome],
    ...(step.outcome === 'unchecked' && { because: 'it ran, and nothing checks it' }),
    remarks: step.problems.map((problem) => remarkOf(mask(problem), step, report)),
    ...(output.length > 0 && { output: output.join('\n') }),
  };
}

function identity(
  step: Pick<StepReport, 'number' | 'title' | 'challenge' | 'file' | 'line'>,
  { track, source }: TrackReport,
): Pick<Case, 'name' | 'group' | 'file' | 'line'> {
  return {
    name: `${String(step.number).padStart(2, '0')} ${step.title}`,
    // A text on its own is track and challenge in one.
    group: step.challenge === track ? track : `${track}.${step.challenge}`,
    file: placeOf(source, step.file),
    line: step.line,
  };
}

function remarkOf(problem: string, step: StepReport, { source }: TrackReport): Remark {
  const failedBlock = step.blocks.find(({ number }) => problem.startsWith(`block ${number} `));
  return {
    severity: 'error',
    file: placeOf(source, step.file),
    line: failedBlock?.position.line ?? step.line,
    title: `step ${step.number}: ${step.title}`,
    text: problem,
  };
}
