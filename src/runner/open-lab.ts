import {
  chooseEnvironment,
  createSandbox,
  type Environment,
  listEnvironments,
  loadEnvironment,
  type RecordedInput,
  type Sandbox,
  withDownloads,
} from '../sandbox/index.ts';
import type { OutputEvent } from '../shell/index.ts';
import { findMentions, findObligations, type Obligation, type Track } from '../track/index.ts';
import type { AlertSource } from './alert-source.ts';
import { simulatedAlerts } from './simulated-alerts.ts';
import type { Target } from './target.ts';

export interface LabOptions {
  track: Track;
  /** Reads a file of the track's folder, for `files` of firedrill.yml. */
  trackFile(path: string): string | undefined;
  /** Overrides the track's own choice. */
  environment?: string;
  seed?: number;
  /** File name -> text of checks/lib. */
  helpers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch; fixed by default. */
  start?: number;
  /** While true, free-running time stands still: somebody is about to type. */
  held?(): boolean;
  record?(input: RecordedInput): void;
  /** There is a full screen, which can edit files. */
  screen?: boolean;
  /** Called for every input just before it takes effect, replayed ones included. */
  onInput?(input: RecordedInput): void;
  onOutput?(terminal: string, event: OutputEvent): void;
}

export interface OpenLab {
  track: Track;
  sandbox: Sandbox;
  /** The same, as a session sees it. */
  target: Target;
  alerts: AlertSource;
  obligations: readonly Obligation[];
  /** Why this environment was taken; absent when it was named. */
  because?: string;
}

/** Finds the environment a track is made for, builds its world, and reads what the text obliges to. */
export async function openLab(options: LabOptions): Promise<OpenLab> {
  const { track } = options;
  const { environment, because } = environmentFor(options);
  const host = environment.host;
  const downloads = textsOf(options, track.sidecar.downloads);
  const sandbox = await createSandbox({
    environment: withDownloads(environment, downloads),
    helpers: options.helpers,
    seed: options.seed,
    start: options.start,
    calicoRelease: track.sidecar.calicoRelease,
    held: options.held,
    record: options.record,
    onInput: options.onInput,
    onOutput: options.onOutput,
    hosts: hostNames(track, environment).map((name) => ({
      name,
      variables: {
        ...hostEnvironment(track, name),
        ...(options.screen && { FIREDRILL_SCREEN: '1' }),
        ...track.sidecar.variables,
      },
      files: trackFiles(options, host.home),
    })),
  });
  const steps = track.challenges.flatMap((challenge) => challenge.steps);
  const files = { ...environment.files, ...trackFiles(options, ''), ...downloads };
  const obligations = findObligations(
    steps,
    (path) => files[path.replace(/^\.\//, '')] ?? files[`/${path.replace(/^\.?\//, '')}`],
  );
  return { track, sandbox, target: sandbox, alerts: simulatedAlerts(sandbox), obligations, because };
}

function environmentFor({ track, environment }: LabOptions): { environment: Environment; because?: string } {
  const named = environment ?? track.sidecar.environment;
  if (named !== undefined) return { environment: loadEnvironment(named) };
  return chooseEnvironment(
    findMentions(track),
    listEnvironments().map((name) => loadEnvironment(name)),
  );
}

/** The machines the track declares; the environment's own when it declares none. */
function hostNames(track: Track, environment: Environment): string[] {
  return track.hosts.length > 0 ? track.hosts.map(({ name }) => name) : [environment.host.name];
}

function hostEnvironment(track: Track, name: string): Readonly<Record<string, string>> {
  return track.hosts.find((host) => host.name === name)?.environment ?? {};
}

function trackFiles(options: LabOptions, home: string): Record<string, string> {
  const texts = Object.entries(textsOf(options, options.track.sidecar.files));
  return Object.fromEntries(
    texts.map(([path, text]) => [path.startsWith('/') ? path : `${home}/${path.replace(/^~\//, '')}`, text]),
  );
}

/** The texts of the track's files that firedrill.yml names, under what it names them for. */
function textsOf({ trackFile }: LabOptions, named: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(named).map(([key, source]) => {
      const text = trackFile(source);
      if (text === undefined) throw new Error(`firedrill.yml names the file ${source}, which is not in the track`);
      return [key, text];
    }),
  );
}
