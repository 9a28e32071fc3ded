import { parseMarkdown } from '../../markdown/index.ts';
import { fieldsOf, listOf, optionalNumber, optionalText, textOf, textsOf } from '../fields.ts';
import { folderOf, joinPath, nameOf } from '../paths.ts';
import { readScripts } from '../scripts.ts';
import type { CheckFolder } from '../step-checks.ts';
import { buildSteps, stepSlug } from '../steps/build-steps.ts';
import type { Challenge, FileTree, Sidecar, Tab } from '../types.ts';
import { type ChallengeSource, inFile, type TrackSource } from './track-source.ts';

export interface ChallengeContext {
  source: TrackSource;
  sidecar: Sidecar;
  trackSlug: string;
  /** The shipped `checks/` tree. */
  checks: FileTree | undefined;
  host: string;
  stepsBefore: number;
  blocksBefore: number;
}

/** Makes a challenge of its files; says how many numbered blocks it holds. */
export function readChallenge(
  from: ChallengeSource,
  context: ChallengeContext,
): { challenge: Challenge; blocks: number } {
  const { fields } = from;
  const title = challengeTitle(from);
  const slug = challengeSlug(from);
  const type = fields['type'] === 'quiz' ? 'quiz' : 'challenge';
  const { steps, closing, blocks } = buildSteps({
    body: from.body,
    title,
    sidecar: context.sidecar,
    tree: context.source.tree,
    checkFolders: checkFolders(from, slug, context),
    host: context.host,
    stepsBefore: context.stepsBefore,
    blocksBefore: context.blocksBefore,
    toFile: (position) => inFile(from, position),
  });
  const challenge: Challenge = {
    slug,
    title,
    teaser: textOf(fields['teaser']),
    type,
    difficulty: textOf(fields['difficulty']),
    timelimit: optionalNumber(fields['timelimit']) ?? 0,
    notes: listOf(fields['notes']).map(readNote),
    tabs: listOf(fields['tabs']).map(readTab),
    file: from.file,
    folder: textFolder(from),
    body: from.body,
    bodyLine: from.bodyLine,
    steps,
    closing,
    scripts: scriptsOf(from, context.source.tree),
    ...(type === 'quiz' ? { quiz: readQuiz(fields) } : {}),
  };
  return { challenge, blocks };
}

/** Its title, else its first heading, else its file's name. */
export function challengeTitle({ fields, body, file }: ChallengeSource): string {
  return textOf(fields['title']) || parseMarkdown(body).headings[0]?.text || nameOf(file).replace(/\.\w+$/, '');
}

/** Its slug, else its folder's name without the number, else one made of its title. */
export function challengeSlug(source: ChallengeSource): string {
  const folder = source.folder ? nameOf(source.folder).replace(/^\d+-/, '') : '';
  return textOf(source.fields['slug']) || folder || stepSlug(challengeTitle(source));
}

/** Where scripts for its steps may lie: beside the track first, then in the shipped checks; slug or folder name. */
function checkFolders(
  from: ChallengeSource,
  slug: string,
  { source, trackSlug, checks }: ChallengeContext,
): CheckFolder[] {
  const names = [...new Set([slug, ...(from.folder ? [nameOf(from.folder)] : [])])];
  const trackNames = [...new Set([trackSlug, nameOf(source.root)])].filter(Boolean);
  const own = names.flatMap((name) => at(source.tree, source.root, 'checks', name));
  if (!checks) return own;
  return [...own, ...trackNames.flatMap((track) => names.flatMap((name) => at(checks, track, name)))];
}

function at(tree: FileTree, ...parts: string[]): CheckFolder[] {
  const path = joinPath(...parts);
  return path === undefined ? [] : [{ tree, path }];
}

function scriptsOf({ folder }: ChallengeSource, tree: FileTree): Challenge['scripts'] {
  if (folder === undefined) return { setup: [], check: [], solve: [], cleanup: [] };
  return readScripts(tree, folder);
}

function readNote(value: unknown): Challenge['notes'][number] {
  const note = fieldsOf(value);
  const contents = optionalText(note['contents']);
  const url = optionalText(note['url']);
  return { type: textOf(note['type']) || 'text', ...(contents ? { contents } : {}), ...(url ? { url } : {}) };
}

function readTab(value: unknown): Tab {
  const tab = fieldsOf(value);
  const optional = {
    hostname: optionalText(tab['hostname']),
    url: optionalText(tab['url']),
    path: optionalText(tab['path']),
    port: optionalNumber(tab['port']),
    command: optionalText(tab['cmd']),
    workdir: optionalText(tab['workdir']),
  };
  return {
    title: textOf(tab['title']),
    type: textOf(tab['type']) || 'terminal',
    ...(Object.fromEntries(Object.entries(optional).filter(([, given]) => given !== undefined)) as Partial<Tab>),
    newWindow: tab['new_window'] === true,
  };
}

function readQuiz(fields: ChallengeSource['fields']): NonNullable<Challenge['quiz']> {
  return {
    answers: textsOf(fields['answers']),
    solution: listOf(fields['solution']).flatMap((entry) => optionalNumber(entry) ?? []),
  };
}

/** The folder pictures and links of a challenge are relative to. */
export function textFolder({ file, folder }: ChallengeSource): string {
  return folder ?? folderOf(file);
}
