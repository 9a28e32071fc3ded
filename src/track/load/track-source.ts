import type { Position } from '../../markdown/index.ts';
import type { Fields } from '../fields.ts';
import type { Diagnostic, FileTree } from '../types.ts';
import type { YamlText } from '../yaml-text.ts';

/** A YAML file that was there. */
export interface YamlFile {
  file: string;
  yaml: YamlText;
  fields: Fields;
}

/** One challenge as its files say it, before anything is made of it. */
export interface ChallengeSource {
  /** Of the text. */
  file: string;
  /** Folder with its lifecycle scripts; undefined for a file on its own. */
  folder?: string;
  /** What track.yml or the front matter says; empty without front matter. */
  fields: Fields;
  hasFields: boolean;
  /** Of a key of `fields` in the file. */
  at(path: readonly (string | number)[]): Position;
  body: string;
  bodyLine: number;
  /** Columns the file has before each line of the body (a text inside track.yml is indented). */
  bodyIndent: number;
}

/** The files of a track, read once: loading makes a Track of them, rules look at them. */
export interface TrackSource {
  tree: FileTree;
  /** Folder of the track in the tree; empty for its top. */
  root: string;
  /** The path that was asked for. */
  path: string;
  layout: 'instruqt' | 'challenge' | 'module';
  track?: YamlFile;
  config?: YamlFile;
  sidecar?: YamlFile;
  challenges: readonly ChallengeSource[];
  problems: readonly Diagnostic[];
}

/** A place in a challenge's body -> its place in the file. */
export function inFile({ bodyLine, bodyIndent }: ChallengeSource, { line, column }: Position): Position {
  return { line: line + bodyLine - 1, column: column + bodyIndent };
}
