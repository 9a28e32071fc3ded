import { formatDuration } from '../clock/index.ts';
import type { CheckResult, StepReport, TrackReport } from '../runner/index.ts';
import { cleanText } from './clean-text.ts';
import { placeOf } from './track-suite.ts';

const MARK: Record<StepReport['outcome'], string> = { verified: '✓', unchecked: '·', failed: '✗' };
const SOURCE: Record<CheckResult['source'], string> = {
  script: 'script',
  derived: 'derived',
  quiz: 'quiz',
  none: 'no check',
};

/** The line that opens a track's part. */
export function trackHeader(
  source: string,
  world: { environment: string; seed: number; calicoRelease: string; because?: string } | { cluster: string },
): string {
  if ('cluster' in world) return `${source}  cluster of context ${world.cluster}\n`;
  const found = world.because ? ` (found: ${world.because})` : '';
  return `${source}  environment ${world.environment}${found}, seed ${world.seed}, Calico ${world.calicoRelease}\n`;
}

/** One step: what ran, what its check said before and after, how long it took in both times. */
export function stepLines(report: StepReport, source: string): string {
  const { blocks, number } = report;
  const ran = blocks.map(({ number, outcome }) => `${number}:${outcome.code}`).join(' ');
  const head = `  ${MARK[report.outcome]} ${String(number).padStart(2, '0')} ${report.title}`;
  const lines = [
    `${head.padEnd(52)}  ${SOURCE[report.source].padEnd(8)}  ${times(report)}`,
    `       blocks ${ran || 'none'}`,
  ];
  if (report.before) lines.push(`       before ${verdict(report.before)}`);
  if (report.after && report.source !== 'none') lines.push(`       after  ${verdict(report.after)}`);
  lines.push(...report.owed.map(({ alert, due }) => `       owed   alert ${alert} must fire by step ${due}`));
  if (report.outcome === 'failed') {
    const said = report.problems.flatMap((problem) => cleanText(problem).split('\n'));
    lines.push(...said.map((line) => `       ! ${line}`));
    lines.push(`       see ${placeOf(source, report.file)}:${report.line}`);
  }
  return lines.join('\n') + '\n';
}

export function summary(reports: readonly TrackReport[]): string {
  const steps = reports.flatMap((report) => report.steps);
  const count = (outcome: StepReport['outcome']) => steps.filter((step) => step.outcome === outcome).length;
  const notRun = reports.reduce((total, report) => total + report.notRun, 0);
  const simulated = reports.reduce((total, report) => total + report.simulated, 0);
  const real = reports.reduce((total, report) => total + report.real, 0);
  return (
    `${count('verified')} verified, ${count('unchecked')} ran unchecked, ${count('failed')} failed` +
    `${notRun > 0 ? `, ${notRun} not run` : ''}    simulated ${clock(simulated)}, real ${(real / 1_000).toFixed(1)}s\n`
  );
}

function verdict(result: CheckResult): string {
  return `${result.verdict}${result.message ? `: ${result.message}` : ''}`;
}

function times({ simulated, real }: StepReport): string {
  return `simulated ${clock(simulated)}, real ${(real / 1_000).toFixed(2)}s`;
}

function clock(milliseconds: number): string {
  return formatDuration(Math.round(milliseconds / 1_000) * 1_000);
}
