import type { MarkdownDocument, Position } from '../../markdown/index.ts';
import type { ChallengeSource, TrackSource } from '../load/track-source.ts';
import type { Block, Challenge, Diagnostic, FileTree, Script, Track } from '../types.ts';

/** One thing `validate` looks for. */
export interface Rule {
  /** Kebab-case; authors read it behind the finding. */
  name: string;
  severity: Diagnostic['severity'];
  /** One line for the list of rules. */
  description: string;
  check(context: RuleContext): readonly Finding[];
}

export interface Finding {
  /** As people know it: made by `shownPath` or the context's helpers. */
  file: string;
  position: Position;
  message: string;
  advice?: string;
  /** Where they differ from the rule's. */
  severity?: Diagnostic['severity'];
  rule?: string;
}

/** A challenge with everything rules ask about it. */
export interface ChallengeContext {
  source: ChallengeSource;
  challenge: Challenge;
  document: MarkdownDocument;
  /** Its file, for findings. */
  file: string;
  /** A place in the text -> its place in the file. */
  toFile(position: Position): Position;
  /** Where an offset of a block's commands stands in the file. */
  inBlock(block: Block, offset: number): Position;
  runnable: readonly Block[];
}

/** A script and the file it is found in, for findings. */
export interface PlacedScript {
  script: Script;
  file: string;
}

/** Something about a Kubernetes object that only who knows its kind can tell. */
export interface ManifestFinding {
  rule: string;
  severity: Diagnostic['severity'];
  /** Where in the object, from its top. */
  path: readonly (string | number)[];
  /** Where in the text at that path. */
  at?: Position;
  message: string;
  advice?: string;
}

/** Looks at one object of a manifest, whatever YAML it is. */
export type ManifestRule = (manifest: unknown) => readonly ManifestFinding[];

export interface RuleContext {
  tree: FileTree;
  source: TrackSource;
  track: Track;
  challenges: readonly ChallengeContext[];
  /** Scripts that decide whether a learner may go on. */
  checks: readonly PlacedScript[];
  /** Scripts that prepare hosts. */
  setups: readonly PlacedScript[];
  /** Every script of the track. */
  scripts: readonly PlacedScript[];
  /** Names of the environments; undefined where nobody knows them. */
  environments: readonly string[] | undefined;
  /** Names the host sets by itself, beside the track's own. */
  hostVariables: ReadonlySet<string>;
  /** Asked about every object that blocks apply and files hold. */
  manifestRules: readonly ManifestRule[];
}

/** 1-based line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
