import type { Lab } from '../runner/index.ts';
import {
  chooseEnvironment,
  type Environment,
  listEnvironments,
  loadEnvironment,
  type RecordedInput,
} from '../sandbox/index.ts';
import { type KeyboardKind, loadLocalShell, type OutputEvent } from '../shell/index.ts';
import { findMentions, findObligations, type Track } from '../track/index.ts';
import { allowedEnvironment } from './allowed-environment.ts';
import { ClusterAlerts } from './cluster-alerts.ts';
import { ClusterNews } from './cluster-news.ts';
import { clusterPace } from './cluster-pace.ts';
import { ClusterTarget } from './cluster-target.ts';
import { connect, type OwnEnvironment } from './connect.ts';
import { placePrograms } from './place-programs.ts';
import type { ReducedKubeconfig } from './reduce-kubeconfig.ts';
import { placeFiles } from './session-folder.ts';
import { logDelay, servesSecurityEvents } from './survey.ts';

export interface ClusterLabOptions {
  track: Track;
  /** Reads a file of the track's folder. */
  trackFile(path: string): string | undefined;
  login: ReducedKubeconfig;
  /** Where home, working directory and login of the session are kept; made if it is not there. */
  folder: string;
  env: OwnEnvironment;
  /** Whose files and variables the text expects; found by the text when it is not named. */
  environment?: string;
  helpers: Readonly<Record<string, string>>;
  allowHostScripts: boolean;
  keyboard: KeyboardKind;
  /** A person follows it as it happens. */
  live: boolean;
  /** Of an earlier sitting: number of its last input, cluster time of its start (ms). */
  past?: { inputs: number; start: number };
  say(text: string): void;
  record?(input: RecordedInput): void;
  onOutput?(terminal: string, event: OutputEvent): void;
}

/** A track on a real cluster. */
export interface ClusterLab extends Lab {
  target: ClusterTarget;
  alerts: ClusterAlerts;
  /** Ends what was started and takes the login off the disk; what was made in the cluster stays. */
  close(): void;
}

/** How often a live view of the alerts is brought up to date, real milliseconds. */
const LOOK = 5_000;

/** Connects a track with a real cluster. Throws `ClusterError` when the cluster cannot serve it. */
export async function openClusterLab(options: ClusterLabOptions): Promise<ClusterLab> {
  const { track, login, env, live, say } = options;
  const connection = connect(options.folder, login, env);
  const { folder, kubectl } = connection;
  try {
    const news = new ClusterNews(kubectl);
    await news.meet(login.context, login.server);
    const environment = environmentOf(options);
    placePrograms(folder, connection.program, options.helpers);
    placeFiles(folder.home, { ...environment?.files, ...trackFiles(options, environment) });
    const host = track.hosts[0];
    const wanted = { ...environment?.hostVariables, ...host?.environment, ...track.sidecar.variables };
    const target = new ClusterTarget({
      Shell: await loadLocalShell(),
      context: login.context,
      host: host?.name ?? environment?.host.name ?? 'here',
      folder,
      env: allowedEnvironment(
        env,
        {
          HOME: folder.home,
          TMPDIR: folder.tmp,
          PATH: `${folder.bin}:${env.PATH ?? ''}`,
          KUBECONFIG: folder.kubeconfig,
          FIREDRILL_LIB: folder.lib,
          // Panes and pipes are no screens: programs print lines (decision 12).
          TERM: 'dumb',
        },
        wanted,
      ),
      variables: wanted,
      news,
      allowHostScripts: options.allowHostScripts,
      keyboard: options.keyboard,
      secrets: login.secrets,
      inputs: options.past?.inputs ?? 0,
      start: options.past?.start,
      record: options.record,
      onOutput: options.onOutput,
    });
    const alerts = new ClusterAlerts(kubectl, news, await servesSecurityEvents(kubectl));
    await alerts.look();
    if (live) alerts.watch(LOOK);
    const steps = track.challenges.flatMap((challenge) => challenge.steps);
    return {
      track,
      target,
      alerts,
      pace: clusterPace({ news, live, say, delay: await logDelay(kubectl) }),
      obligations: findObligations(steps, (path) => environment?.files[path.replace(/^\.\//, '')]),
      close() {
        alerts.stop();
        target.close();
        connection.leave();
      },
    };
  } catch (error) {
    connection.leave();
    throw error;
  }
}

/** A page that no environment fits brings no files; everything else it needs is in the cluster. */
function environmentOf({ track, environment }: ClusterLabOptions): Environment | undefined {
  const named = environment ?? track.sidecar.environment;
  if (named !== undefined) return loadEnvironment(named);
  try {
    return chooseEnvironment(
      findMentions(track),
      listEnvironments().map((name) => loadEnvironment(name)),
    ).environment;
  } catch (error) {
    if ((error as Error).name !== 'EnvironmentError') throw error;
    return undefined;
  }
}

/** `files` of firedrill.yml that belong in the home; nothing is written anywhere else on this machine. */
function trackFiles({ track, trackFile, say }: ClusterLabOptions, environment?: Environment): Record<string, string> {
  const files: Record<string, string> = {};
  const home = environment?.host.home ?? '/root';
  for (const [path, source] of Object.entries(track.sidecar.files)) {
    const text = trackFile(source);
    const below = path.replace(/^~\//, '').replace(new RegExp(`^${home}/`), '');
    if (text === undefined) throw new Error(`firedrill.yml names the file ${source}, which is not in the track`);
    if (below.startsWith('/') || below.split('/').includes('..'))
      say(`${path} of firedrill.yml lies outside the session's home and is left out`);
    else files[below] = text;
  }
  return files;
}
