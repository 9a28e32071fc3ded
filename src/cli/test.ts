import { maskSecrets } from '../live-cluster/index.ts';
import { type Suite, summary, trackSuite } from '../report/index.ts';
import type { Strategy, TrackReport } from '../runner/index.ts';
import { agreeOnCluster } from './cluster-options.ts';
import { fenceOutput } from './fence-output.ts';
import { type LoadedTrack, load } from './load.ts';
import { onSignals } from './on-signals.ts';
import type { Wish } from './read-wishes.ts';
import { Reports } from './reports.ts';
import { type AlertTestResult, alertSuites, isAlertTests, testAlerts } from './test-alerts.ts';
import { type VerifyTrackOptions, verifyOnCluster, verifySimulated } from './verify-track.ts';

export interface TestOptions extends Omit<VerifyTrackOptions, 'say'> {
  strategy: Strategy | 'both';
  report?: readonly Wish[];
  json?: boolean;
}

/** A command line that verified nothing is green all the same: it should not go unseen. */
const NOTHING_VERIFIED = 'firedrill: nothing was verified: no step has a check, and no alert has to fire\n';

const CANNOT_BE_KNOWN = 3;

/** What a run has found so far. */
interface Found {
  alerts: AlertTestResult[];
  tracks: TrackReport[];
}

/**
 * Verifies each track, in free-running time or on a real cluster, and tests alerts. 0 when every step is verified or ran
 * unchecked; 3 when nothing worse came up than that a real cluster cannot tell; else 1. Reports are written in every case.
 */
export async function test(paths: readonly string[], options: TestOptions): Promise<number> {
  const reports = new Reports(options.report, options.json, maskSecrets);
  const found: Found = { alerts: [], tracks: [] };
  const open = reports.takeOutput ? () => undefined : fenceOutput();
  const write = (more: readonly Suite[] = []) =>
    reports.write({
      suites: [...alertSuites(found.alerts), ...found.tracks.map((track) => trackSuite(track, maskSecrets)), ...more],
      json: {
        ...(found.tracks.length > 0 && { tracks: found.tracks }),
        ...(found.alerts.length > 0 && { alertTests: found.alerts }),
      },
    });
  const stopListening = onSignals(() => {
    open();
    write([brokenOff('the run was interrupted')]);
  });
  try {
    await testAll(paths, options, found, (text) => void (reports.takeOutput || process.stdout.write(text)));
  } catch (error) {
    open();
    write([brokenOff(maskSecrets((error as Error).message))]);
    throw error;
  } finally {
    stopListening();
  }
  open();
  write();
  return exitCode(found);
}

async function testAll(
  paths: readonly string[],
  options: TestOptions,
  found: Found,
  say: (text: string) => void,
): Promise<void> {
  const alertTests = paths.filter(isAlertTests);
  if (alertTests.length > 0) await testAlerts(alertTests, say, found.alerts);
  if (alertTests.length === paths.length) return;
  const loaded = paths.filter((path) => !isAlertTests(path)).map((path) => load(path));
  const login = await agreeOnCluster(options);
  for (const track of loaded) {
    for (const strategy of strategiesFor(track, options.strategy)) {
      const how = { ...options, say };
      const report = await (login
        ? verifyOnCluster(track, strategy, how, login)
        : verifySimulated(track, strategy, how));
      found.tracks.push(report);
    }
  }
  say(summary(found.tracks));
  if (!found.tracks.some(({ steps }) => steps.some(({ outcome }) => outcome !== 'unchecked')))
    process.stderr.write(NOTHING_VERIFIED);
}

function exitCode({ alerts, tracks }: Found): number {
  if (alerts.some(({ differences }) => differences.length > 0)) return 1;
  const good = tracks.every(({ steps, notRun }) => notRun === 0 && steps.every(({ outcome }) => outcome !== 'failed'));
  if (good) return 0;
  return tracks.every(onlyUnknown) ? CANNOT_BE_KNOWN : 1;
}

/** Nothing went wrong but that a check cannot be answered here. */
function onlyUnknown({ steps }: TrackReport): boolean {
  return steps.every(
    ({ outcome, after, blocks }) =>
      outcome !== 'failed' || (after?.verdict === 'unknown' && !blocks.some(({ outcome }) => outcome.failed)),
  );
}

function strategiesFor({ track }: LoadedTrack, wanted: TestOptions['strategy']): Strategy[] {
  if (wanted !== 'both') return [wanted];
  const solvable = track.challenges.every(({ scripts }) => scripts.solve.length > 0);
  return solvable ? ['blocks', 'solve'] : ['blocks'];
}

/** A report that ends early says so: who reads only it must not take it for all there was. */
function brokenOff(text: string): Suite {
  const name = 'firedrill test';
  const remarks = [{ severity: 'error', title: name, text } as const];
  return { name, properties: {}, cases: [{ name, group: name, seconds: 0, outcome: 'broken', remarks }] };
}
