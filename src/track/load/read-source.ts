import { fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import { readFrontMatter } from '../front-matter.ts';
import { folderOf, joinPath, nameOf, shownPath } from '../paths.ts';
import { TrackError } from '../track-error.ts';
import type { FileTree } from '../types.ts';
import { readYaml, type YamlText } from '../yaml-text.ts';
import { Problems } from './problems.ts';
import type { ChallengeSource, TrackSource, YamlFile } from './track-source.ts';

const LONGEST_TEXT = 10_000_000;
const TOP = { line: 1, column: 1 };
const CHALLENGE_FOLDER = /^\d+-.+\/$/;

/**
 * Reads a track's files from a folder or a single file. Problems are collected;
 * throws {@link TrackError} only when there is nothing to read.
 */
export function readSource(tree: FileTree, path: string): TrackSource {
  const clean = joinPath(path);
  if (clean === undefined) throw notThere(tree, path, 'this path leads out of the folder');
  if (tree.list(clean) !== undefined) return readFolder(tree, clean);
  const text = tree.read(clean);
  if (text === undefined) throw notThere(tree, clean, 'no such file or folder');
  if (/^track\.ya?ml$/.test(nameOf(clean))) return readFolder(tree, folderOf(clean));
  return readSingle(tree, clean, text);
}

function readFolder(tree: FileTree, root: string): TrackSource {
  const names = tree.list(root)!;
  const folders = names.filter((name) => CHALLENGE_FOLDER.test(name) && hasAssignment(tree, root, name));
  const hasTrack = names.some((name) => /^track\.ya?ml$/.test(name));
  if (hasTrack || folders.length > 0) return readInstruqt(tree, root, folders);
  if (names.includes('assignment.md')) {
    const file = joinPath(root, 'assignment.md')!;
    return readSingle(tree, file, tree.read(file) ?? '');
  }
  throw notThere(
    tree,
    root,
    'this folder holds no track',
    'a track has a track.yml and folders such as 01-first/assignment.md',
  );
}

function readInstruqt(tree: FileTree, root: string, folders: readonly string[]): TrackSource {
  const problems = new Problems(tree);
  const track = readYamlFile(tree, root, ['track.yml', 'track.yaml'], problems);
  if (!track) {
    problems.warning(
      'missing-track-file',
      joinPath(root, 'track.yml')!,
      TOP,
      'track.yml is missing',
      'add one with slug and title',
    );
  }
  const inline = track ? inlineChallenges(track, root) : [];
  const listed = [...folders].sort(byIndex).map((name) => folderChallenge(tree, joinPath(root, name)!, problems));
  const challenges = inline.length > 0 ? inline : listed;
  if (challenges.length === 0 && track && !problems.hasErrors) {
    problems.error(
      'empty-track',
      track.file,
      TOP,
      'this track has no challenge',
      'add a folder such as 01-first with an assignment.md',
    );
  }
  return {
    tree,
    root,
    path: root,
    layout: 'instruqt',
    ...(track ? { track } : {}),
    ...optionalFiles(tree, root, problems),
    challenges,
    problems: problems.all,
  };
}

function readSingle(tree: FileTree, file: string, text: string): TrackSource {
  const problems = new Problems(tree);
  checkSize(tree, file, text);
  if (text.includes('\u0000'))
    throw notThere(tree, file, 'this is no text file', 'give a Markdown file or a track folder');
  if (text.trim() === '')
    problems.error('empty-track', file, TOP, 'this file is empty', 'write a step, or give another file');
  const root = folderOf(file);
  const folder = nameOf(file) === 'assignment.md' ? root : undefined;
  const challenge = challengeOf(file, folder, text, problems);
  return {
    tree,
    root,
    path: file,
    layout: challenge.hasFields ? 'challenge' : 'module',
    challenges: [challenge],
    problems: problems.all,
  };
}

function folderChallenge(tree: FileTree, folder: string, problems: Problems): ChallengeSource {
  const file = joinPath(folder, 'assignment.md')!;
  const text = tree.read(file) ?? '';
  checkSize(tree, file, text);
  return challengeOf(file, folder, text, problems);
}

/** Throws for a text nobody can have written. */
function checkSize(tree: FileTree, file: string, text: string): void {
  if (text.length <= LONGEST_TEXT) return;
  const size = Math.round(text.length / 1_000_000);
  throw notThere(tree, file, `this text is ${size} MB long; at most 10 MB are read`, 'cut it into several challenges');
}

function challengeOf(file: string, folder: string | undefined, text: string, problems: Problems): ChallengeSource {
  const matter = readFrontMatter(text);
  for (const { position, message, advice } of matter.problems) {
    problems.error('front-matter-invalid', file, position, message, advice ?? 'correct the YAML between the --- lines');
  }
  return {
    file,
    ...(folder === undefined ? {} : { folder }),
    fields: fieldsOf(matter.yaml?.value),
    hasFields: matter.yaml !== undefined,
    at: matter.yaml?.at ?? (() => TOP),
    body: matter.body,
    bodyLine: matter.bodyLine,
    bodyIndent: 0,
  };
}

/** The legacy layout: the challenges stand in track.yml, their texts as block scalars. */
function inlineChallenges({ file, fields, yaml }: YamlFile, root: string): ChallengeSource[] {
  return listOf(fields['challenges']).map((entry, index) => {
    const challenge = fieldsOf(entry);
    const at = ['challenges', index];
    const text = yaml.blockTextAt([...at, 'assignment']);
    const folder = joinPath(root, textOf(challenge['slug']));
    return {
      file,
      ...(folder && folder !== root ? { folder } : {}),
      fields: challenge,
      hasFields: true,
      at: (path) => yaml.at([...at, ...path]),
      body: textOf(challenge['assignment']),
      bodyLine: text?.line ?? yaml.at([...at, 'assignment']).line,
      bodyIndent: text?.indent ?? 0,
    };
  });
}

function optionalFiles(tree: FileTree, root: string, problems: Problems): Pick<TrackSource, 'config' | 'sidecar'> {
  const config = readYamlFile(tree, root, ['config.yml', 'config.yaml'], problems);
  const sidecar = readYamlFile(tree, root, ['firedrill.yml', 'firedrill.yaml'], problems);
  return { ...(config ? { config } : {}), ...(sidecar ? { sidecar } : {}) };
}

function readYamlFile(
  tree: FileTree,
  root: string,
  names: readonly string[],
  problems: Problems,
): YamlFile | undefined {
  for (const name of names) {
    const file = joinPath(root, name)!;
    const text = tree.read(file);
    if (text === undefined) continue;
    const yaml = readYaml(text);
    report(file, yaml, problems);
    return { file, yaml, fields: fieldsOf(yaml.value) };
  }
  return undefined;
}

function report(file: string, yaml: YamlText, problems: Problems): void {
  for (const { position, message } of yaml.problems) {
    problems.error('yaml-invalid', file, position, message, 'correct the YAML here');
  }
  const { value } = yaml;
  if (value === undefined || value === null || isFields(value)) return;
  problems.error(
    'yaml-invalid',
    file,
    yaml.at([]),
    'this file is not a list of key: value lines',
    'write a YAML mapping',
  );
}

function hasAssignment(tree: FileTree, root: string, folder: string): boolean {
  return tree.list(joinPath(root, folder)!)?.includes('assignment.md') ?? false;
}

function byIndex(left: string, right: string): number {
  return Number.parseInt(left, 10) - Number.parseInt(right, 10) || (left < right ? -1 : 1);
}

function notThere(
  tree: FileTree,
  path: string,
  message: string,
  advice = 'give a track folder or a Markdown file',
): TrackError {
  const file = shownPath(tree, path);
  return new TrackError([{ file, position: TOP, severity: 'error', rule: 'not-a-track', message, advice }]);
}
