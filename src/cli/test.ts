import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskSecrets, type ReducedKubeconfig } from '../live-cluster/index.ts';
import { stepLines, summary, trackHeader } from '../report/index.ts';
import { openLab, type Strategy, type TrackReport, type VerifyOptions, verifyTrack } from '../runner/index.ts';
import { paceOf } from '../sandbox/index.ts';
import { clusterLab } from './cluster-lab.ts';
import { agreeOnCluster, type ClusterOptions } from './cluster-options.ts';
import { checkHelpers, type LoadedTrack, load } from './load.ts';
import { onSignals } from './on-signals.ts';
import { isAlertTests, testAlerts } from './test-alerts.ts';

export interface TestOptions extends ClusterOptions {
  environment?: string;
  seed?: number;
  strategy: 'blocks' | 'solve' | 'both';
  skipFailCheck?: boolean;
  keepGoing?: boolean;
  /** Milliseconds of the target's time. */
  timeout: number;
  json?: boolean;
}

/** A command line that verified nothing is green all the same: it should not go unseen. */
const NOTHING_VERIFIED = 'firedrill: nothing was verified: no step has a check, and no alert has to fire\n';

/** Real milliseconds one command may keep the machine busy without waiting for simulated time. */
const PATIENCE = 60_000;

/**
 * Verifies each track, in free-running time or on a real cluster. 0 when every step is verified or ran unchecked; 3 when
 * nothing worse came up than that a real cluster cannot tell; else 1.
 */
export async function test(paths: readonly string[], options: TestOptions): Promise<number> {
  const alertTests = paths.filter(isAlertTests);
  const alertsPass = alertTests.length === 0 || (await testAlerts(alertTests, options.json ?? false));
  if (alertTests.length === paths.length) return alertsPass ? 0 : 1;
  const loaded = paths.filter((path) => !isAlertTests(path)).map((path) => load(path));
  const login = await agreeOnCluster(options);
  const reports: TrackReport[] = [];
  for (const track of loaded) {
    for (const strategy of strategiesFor(track, options.strategy))
      reports.push(await (login ? verifyOnCluster(track, strategy, options, login) : verify(track, strategy, options)));
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ tracks: reports }, undefined, 2)}\n`);
  else process.stdout.write(summary(reports));
  if (!reports.some(({ steps }) => steps.some(({ outcome }) => outcome !== 'unchecked')))
    process.stderr.write(NOTHING_VERIFIED);
  const good = reports.every(({ steps, notRun }) => notRun === 0 && steps.every(({ outcome }) => outcome !== 'failed'));
  if (good && alertsPass) return 0;
  return alertsPass && reports.every(onlyUnknown) ? CANNOT_BE_KNOWN : 1;
}

/** Nothing went wrong but that a check cannot be answered here. */
function onlyUnknown({ steps }: TrackReport): boolean {
  return steps.every(
    ({ outcome, after, blocks }) =>
      outcome !== 'failed' || (after?.verdict === 'unknown' && !blocks.some(({ outcome }) => outcome.failed)),
  );
}

const CANNOT_BE_KNOWN = 3;

function strategiesFor({ track }: LoadedTrack, wanted: TestOptions['strategy']): Strategy[] {
  if (wanted !== 'both') return [wanted];
  const solvable = track.challenges.every(({ scripts }) => scripts.solve.length > 0);
  return solvable ? ['blocks', 'solve'] : ['blocks'];
}

async function verify(loaded: LoadedTrack, strategy: Strategy, options: TestOptions): Promise<TrackReport> {
  const { track, trackFile } = loaded;
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
  const say = announce(loaded, strategy, options, {
    environment: environment.name,
    seed: options.seed ?? environment.seed,
    calicoRelease: track.sidecar.calicoRelease ?? environment.calicoRelease,
    because: lab.because,
  });
  return verifyTrack(
    { ...lab, pace: paceOf(lab.sandbox, 'max'), timeout: options.timeout, patience: PATIENCE },
    {
      ...how(strategy, options, say),
      takeOutput: () => {
        const taken = shown;
        shown = '';
        return taken;
      },
    },
  );
}

async function verifyOnCluster(
  loaded: LoadedTrack,
  strategy: Strategy,
  options: TestOptions,
  login: ReducedKubeconfig,
): Promise<TrackReport> {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-test-'));
  let shown = '';
  const tell = (text: string) => void process.stderr.write(`firedrill: ${text}\n`);
  const lab = await clusterLab(loaded, login, options, {
    folder,
    keyboard: 'none',
    live: false,
    say: tell,
    onOutput: (_, { text }) => void (shown += text),
  }).catch((error) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const leave = () => {
    lab.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const stopListening = onSignals(leave);
  try {
    const say = announce(loaded, strategy, options, { cluster: login.context });
    return await verifyTrack(
      { ...lab, timeout: options.timeout, skipped: (what, why) => tell(`the ${what} is left out: ${why}`) },
      {
        ...how(strategy, options, (text) => say(maskSecrets(text, login.secrets))),
        takeOutput: () => {
          const taken = maskSecrets(shown, login.secrets);
          shown = '';
          return taken;
        },
      },
    );
  } finally {
    stopListening();
    leave();
  }
}

/** The heading and what is wrong with the text; returns what prints the rest. */
function announce(
  { track, missingPictures }: LoadedTrack,
  strategy: Strategy,
  options: TestOptions,
  world: Parameters<typeof trackHeader>[1],
): (text: string) => void {
  const say = (text: string) => void (options.json ? undefined : process.stdout.write(text));
  say(trackHeader(strategy === 'solve' ? `${track.source} (solve scripts)` : track.source, world));
  for (const { file, position, severity, message } of [...track.diagnostics, ...missingPictures]) {
    process.stderr.write(`${file}:${position.line}:${position.column}  ${severity}  ${message}\n`);
  }
  return say;
}

function how(strategy: Strategy, options: TestOptions, say: (text: string) => void): Omit<VerifyOptions, 'takeOutput'> {
  return {
    strategy,
    skipFailCheck: options.skipFailCheck ?? false,
    keepGoing: options.keepGoing ?? false,
    realNow: () => performance.now(),
    onStep: (report) => say(stepLines(report)),
  };
}
