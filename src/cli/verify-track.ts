import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskSecrets, type ReducedKubeconfig } from '../live-cluster/index.ts';
import { stepLines, trackHeader } from '../report/index.ts';
import { openLab, type Strategy, type TrackReport, type VerifyOptions, verifyTrack } from '../runner/index.ts';
import { paceOf } from '../sandbox/index.ts';
import { clusterLab } from './cluster-lab.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { checkHelpers, type LoadedTrack } from './load.ts';
import { onSignals } from './on-signals.ts';

export interface VerifyTrackOptions extends ClusterOptions {
  environment?: string;
  seed?: number;
  skipFailCheck?: boolean;
  keepGoing?: boolean;
  /** Milliseconds of the target's time. */
  timeout: number;
  /** What is for people, as it happens. */
  say(text: string): void;
}

/** Real milliseconds one command may keep the machine busy without waiting for simulated time. */
const PATIENCE = 60_000;

/** Verifies a track in the simulation, in free-running time. */
export async function verifySimulated(
  loaded: LoadedTrack,
  strategy: Strategy,
  options: VerifyTrackOptions,
): Promise<TrackReport> {
  const { track, trackFile } = loaded;
  let shown = '';
  const typist = { listening: false };
  const lab = await openLab({
    held: () => typist.listening && lab.target.terminal(lab.target.hostNames[0]!).innerPrompt !== undefined,
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
    { ...lab, pace: paceOf(lab.sandbox, 'max'), timeout: options.timeout, patience: PATIENCE, typist },
    {
      ...how(loaded, strategy, options, say),
      takeOutput: () => {
        const taken = shown;
        shown = '';
        return taken;
      },
    },
  );
}

/** Verifies a track on a real cluster, in real time; leaves nothing behind on this machine. */
export async function verifyOnCluster(
  loaded: LoadedTrack,
  strategy: Strategy,
  options: VerifyTrackOptions,
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
        ...how(loaded, strategy, options, (text) => say(maskSecrets(text, login.secrets))),
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
  options: VerifyTrackOptions,
  world: Parameters<typeof trackHeader>[1],
): (text: string) => void {
  const { say } = options;
  say(trackHeader(strategy === 'solve' ? `${track.source} (solve scripts)` : track.source, world));
  for (const { file, position, severity, message } of [...track.diagnostics, ...missingPictures]) {
    process.stderr.write(`${file}:${position.line}:${position.column}  ${severity}  ${message}\n`);
  }
  return say;
}

function how(
  { track }: LoadedTrack,
  strategy: Strategy,
  options: VerifyTrackOptions,
  say: (text: string) => void,
): Omit<VerifyOptions, 'takeOutput'> {
  return {
    strategy,
    skipFailCheck: options.skipFailCheck ?? false,
    keepGoing: options.keepGoing ?? false,
    realNow: () => performance.now(),
    onStep: (report) => say(stepLines(report, track.source)),
  };
}
