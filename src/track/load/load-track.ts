import { fieldsOf, listOf, optionalNumber, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { joinPath, nameOf, shownPath } from '../paths.ts';
import { readScripts } from '../scripts.ts';
import { TrackError } from '../track-error.ts';
import type { Challenge, Diagnostic, FileTree, Host, Track } from '../types.ts';
import { inLanguage } from './in-language.ts';
import { missingFiles } from './missing-files.ts';
import { type ChallengeContext, challengeSlug, challengeTitle, readChallenge } from './read-challenge.ts';
import { readSidecar } from './read-sidecar.ts';
import { readSource } from './read-source.ts';
import type { TrackSource } from './track-source.ts';

export interface LoadOptions {
  /** The `checks/` folder beside `tracks/`: `<track>/<challenge>/NN-step.sh`. Leave out for texts that are not ours. */
  checks?: FileTree;
  /** Two letters; texts come in it where the track has them (`assignment.de.md`), else in English. */
  language?: string;
}

/**
 * Loads a track from a folder (Instruqt's layouts) or one Markdown file (with or without front matter).
 * Throws {@link TrackError} when something in it cannot be read; lesser findings are in `diagnostics`.
 */
export function loadTrack(tree: FileTree, path: string, options: LoadOptions = {}): Track {
  const source = inLanguage(readSource(tree, path), options.language);
  const errors = source.problems.filter(({ severity }) => severity === 'error');
  const { sidecar, root } = source;
  const missing = sidecar ? missingFiles(tree, root, sidecar) : [];
  const missed = missing.map(
    ({ path: place, message }): Diagnostic => ({
      file: shownPath(tree, sidecar!.file),
      position: sidecar!.yaml.at(place),
      severity: 'error',
      rule: 'sidecar-names-nothing',
      message,
    }),
  );
  if (errors.length + missed.length > 0) throw new TrackError([...errors, ...missed]);
  return buildTrack(source, options);
}

/** Makes a track of whatever could be read. */
export function buildTrack(source: TrackSource, { checks }: LoadOptions = {}): Track {
  const fields = source.track?.fields ?? {};
  const first = source.challenges[0];
  const slug = textOf(fields['slug']) || nameOf(source.root) || (first ? challengeSlug(first) : 'track');
  const hosts = readHosts(source);
  const identity =
    source.layout === 'instruqt' ? { slug, title: textOf(fields['title']) || slug } : singleIdentity(source);
  const context = {
    source,
    sidecar: readSidecar(source.sidecar, source.root),
    trackSlug: identity.slug,
    checks,
    host: hosts[0]?.name ?? '',
  };
  const challenges = readChallenges(source, context);
  const { setup, cleanup } = readScripts(source.tree, joinPath(source.root, 'track_scripts')!);
  const level = optionalText(fields['level']);
  return {
    ...identity,
    teaser: textOf(fields['teaser']) || (challenges[0]?.teaser ?? ''),
    description: textOf(fields['description']),
    layout: source.layout,
    source: shownPath(source.tree, source.path),
    ...(level ? { level } : {}),
    tags: textsOf(fields['tags']),
    timelimit: optionalNumber(fields['timelimit']) ?? challenges.reduce((sum, { timelimit }) => sum + timelimit, 0),
    skippingEnabled: fields['skipping_enabled'] === true,
    challenges,
    scripts: source.layout === 'instruqt' ? { setup, cleanup } : { setup: [], cleanup: [] },
    hosts,
    sidecar: context.sidecar,
    diagnostics: source.problems,
  };
}

function singleIdentity({ challenges: [challenge] }: TrackSource): { slug: string; title: string } {
  return { slug: challengeSlug(challenge!), title: challengeTitle(challenge!) };
}

function readChallenges(
  source: TrackSource,
  context: Omit<ChallengeContext, 'stepsBefore' | 'blocksBefore'>,
): Challenge[] {
  const challenges: Challenge[] = [];
  let stepsBefore = 0;
  let blocksBefore = 0;
  for (const from of source.challenges) {
    const { challenge, blocks } = readChallenge(from, { ...context, stepsBefore, blocksBefore });
    challenges.push(challenge);
    stepsBefore += challenge.steps.length;
    blocksBefore += blocks;
  }
  return challenges;
}

/** The machines of config.yml; without one, those the terminal tabs name. */
function readHosts({ config, challenges }: TrackSource): Host[] {
  const machines = ['virtualmachines', 'containers'].flatMap((kind) => listOf(config?.fields[kind])).map(fieldsOf);
  const named = machines.filter((machine) => textOf(machine['name']) !== '');
  if (named.length > 0) return named.map(readHost);
  const tabs = challenges.flatMap(({ fields }) => listOf(fields['tabs'])).map(fieldsOf);
  const names = tabs.filter((tab) => tab['type'] === 'terminal').map((tab) => textOf(tab['hostname']));
  return [...new Set(names.filter(Boolean))].map((name) => ({ name, environment: {} }));
}

function readHost(machine: Readonly<Record<string, unknown>>): Host {
  const shell = optionalText(machine['shell']);
  return {
    name: textOf(machine['name']),
    environment: textMapOf(machine['environment']),
    ...(shell ? { shell } : {}),
  };
}
