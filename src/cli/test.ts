import { stepLines, summary, trackHeader } from '../report/index.ts';
import { openLab, type Strategy, type TrackReport, verifyTrack } from '../runner/index.ts';
import { paceOf } from '../sandbox/index.ts';
import { checkHelpers, type LoadedTrack, load } from './load.ts';
import { isAlertTests, testAlerts } from './test-alerts.ts';

export interface TestOptions {
  environment?: string;
  seed?: number;
  strategy: 'blocks' | 'solve' | 'both';
  skipFailCheck?: boolean;
  keepGoing?: boolean;
  /** Simulated milliseconds. */
  timeout: number;
  json?: boolean;
}

/** A command line that verified nothing is green all the same: it should not go unseen. */
const NOTHING_VERIFIED = 'firedrill: nothing was verified: no step has a check, and no alert has to fire\n';

/** Real milliseconds one command may keep the machine busy without waiting for simulated time. */
const PATIENCE = 60_000;

/** Verifies each track in free-running time. 0 when every step is verified or ran unchecked, else 1. */
export async function test(paths: readonly string[], options: TestOptions): Promise<number> {
  const alertTests = paths.filter(isAlertTests);
  const alertsPass = alertTests.length === 0 || (await testAlerts(alertTests, options.json ?? false));
  if (alertTests.length === paths.length) return alertsPass ? 0 : 1;
  const loaded = paths.filter((path) => !isAlertTests(path)).map((path) => load(path));
  const reports: TrackReport[] = [];
  for (const track of loaded) {
    for (const strategy of strategiesFor(track, options.strategy)) reports.push(await verify(track, strategy, options));
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ tracks: reports }, undefined, 2)}\n`);
  else process.stdout.write(summary(reports));
  if (!reports.some(({ steps }) => steps.some(({ outcome }) => outcome !== 'unchecked')))
    process.stderr.write(NOTHING_VERIFIED);
  const good = reports.every(({ steps, notRun }) => notRun === 0 && steps.every(({ outcome }) => outcome !== 'failed'));
  return good && alertsPass ? 0 : 1;
}

function strategiesFor({ track }: LoadedTrack, wanted: TestOptions['strategy']): Strategy[] {
  if (wanted !== 'both') return [wanted];
  const solvable = track.challenges.every(({ scripts }) => scripts.solve.length > 0);
  return solvable ? ['blocks', 'solve'] : ['blocks'];
}

async function verify(
  { track, trackFile, missingPictures }: LoadedTrack,
  strategy: Strategy,
  options: TestOptions,
): Promise<TrackReport> {
  let shown = '';
  const lab = await openLab({
    onOutput: (_, { text }) => void (shown += text),
    track,
    trackFile,
    environment: options.environment,
    seed: options.seed,
    helpers: checkHelpers(),
  });
  const { environment } = lab.sandbox;
  const say = (text: string) => void (options.json ? undefined : process.stdout.write(text));
  say(
    trackHeader(strategy === 'solve' ? `${track.source} (solve scripts)` : track.source, {
      environment: environment.name,
      seed: options.seed ?? environment.seed,
      calicoRelease: track.sidecar.calicoRelease ?? environment.calicoRelease,
      because: lab.because,
    }),
  );
  for (const { file, position, severity, message } of [...track.diagnostics, ...missingPictures]) {
    process.stderr.write(`${file}:${position.line}:${position.column}  ${severity}  ${message}\n`);
  }
  return verifyTrack(
    { ...lab, pace: paceOf(lab.sandbox, 'max'), timeout: options.timeout, patience: PATIENCE },
    {
      strategy,
      skipFailCheck: options.skipFailCheck ?? false,
      keepGoing: options.keepGoing ?? false,
      realNow: () => performance.now(),
      takeOutput: () => {
        const taken = shown;
        shown = '';
        return taken;
      },
      onStep: (report) => say(stepLines(report)),
    },
  );
}
