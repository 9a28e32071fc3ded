import type { CodeBlock, Position, Range } from '../markdown/index.ts';

/** Files of a track, read through this so that the model knows no disk. Paths are relative to the tree, with `/`. */
export interface FileTree {
  /** For messages: what the person called it. */
  label: string;
  read(path: string): string | undefined;
  /** Names in a folder, sorted; folders end with `/`. Undefined: no such folder. */
  list(path: string): readonly string[] | undefined;
}

/** One finding about a file: `validate` prints it, loading throws on errors. */
export interface Diagnostic {
  file: string;
  position: Position;
  severity: 'error' | 'warning';
  /** The rule's name, kebab-case. */
  rule: string;
  message: string;
  /** What to do. */
  advice?: string;
}

export interface Track {
  slug: string;
  title: string;
  teaser: string;
  description: string;
  /** instruqt: a folder with track.yml; challenge: one file with front matter; module: one file without. */
  layout: 'instruqt' | 'challenge' | 'module';
  /** The path it was loaded from, as given. */
  source: string;
  level?: string;
  tags: readonly string[];
  /** Seconds; the sum of the challenges' when the track says nothing. */
  timelimit: number;
  skippingEnabled: boolean;
  challenges: readonly Challenge[];
  /** Lifecycle scripts of the track, per host. */
  scripts: { setup: readonly Script[]; cleanup: readonly Script[] };
  /** Machine names of config.yml in order; the first is the learner's. */
  hosts: readonly Host[];
  sidecar: Sidecar;
  diagnostics: readonly Diagnostic[];
}

export interface Host {
  name: string;
  environment: Readonly<Record<string, string>>;
  shell?: string;
}

/** firedrill.yml. */
export interface Sidecar {
  environment?: string;
  variables: Readonly<Record<string, string>>;
  /** Host path -> file of the track, relative to the tree. */
  files: Readonly<Record<string, string>>;
  /** URL -> file of the track, relative to the tree: what `curl`, `wget` and `kubectl apply -f` get there. */
  downloads: Readonly<Record<string, string>>;
  speed?: number;
  calicoRelease?: string;
  /** By step id or number (`03`). */
  steps: Readonly<Record<string, StepOverride>>;
}

export interface StepOverride {
  /** Relative to the tree. */
  check?: string;
  /** False: the must-fail run is left out (a read-only step). */
  expectFail?: boolean;
  /** By position in the step, 1-based. */
  blocks?: Readonly<Record<string, BlockOverride>>;
}

export interface BlockOverride {
  exit?: number;
  output?: boolean;
  skip?: boolean;
}

export interface Challenge {
  slug: string;
  title: string;
  teaser: string;
  type: 'challenge' | 'quiz';
  difficulty: string;
  /** Seconds. */
  timelimit: number;
  notes: readonly { type: string; contents?: string; url?: string }[];
  tabs: readonly Tab[];
  /** Where its text is. */
  file: string;
  /** What pictures and links of its text are relative to. */
  folder: string;
  /** The text after front matter, as written. */
  body: string;
  /** Line of the file on which `body` starts (1-based). */
  bodyLine: number;
  steps: readonly Step[];
  /** Closing page: text after the last step. */
  closing: string;
  scripts: { setup: readonly Script[]; check: readonly Script[]; solve: readonly Script[]; cleanup: readonly Script[] };
  quiz?: { answers: readonly string[]; solution: readonly number[] };
}

export interface Tab {
  title: string;
  type: string;
  hostname?: string;
  url?: string;
  path?: string;
  port?: number;
  command?: string;
  workdir?: string;
  newWindow: boolean;
}

export interface Script {
  host: string;
  /** Relative to the tree. */
  file: string;
  text: string;
}

export interface Step {
  /** `02-restricted-dns-access-alert`. */
  id: string;
  /** 1-based over the whole track. */
  number: number;
  title: string;
  /** Markdown of the step (the first step's begins with the lead text). */
  body: string;
  /** Lines of the file (not of the body). */
  range: Range;
  blocks: readonly Block[];
  /** Script of checks/<track>/<challenge>/<step>.sh, when there is one. */
  check?: Script;
}

export interface Block {
  /** 1-based over the runnable blocks of the whole track: the number a learner types. 0: not runnable. */
  number: number;
  /** Positions are those of the challenge's body. `text` of a runnable block is what to run: prompts and mixed-in output are gone. */
  code: CodeBlock;
  /** Position of the first line of code in the file. */
  position: Position;
  language: string;
  /** `run`, `nocopy`, `wrap`... of the info string. */
  flags: readonly string[];
  runnable: boolean;
  /** Why it is (not) runnable, for people: `fence says bash`, `"NAME" is no command: output`. */
  reason: string;
  /** Output the text announces for this runnable block. */
  expected?: string;
  /** From firedrill.yml. */
  exit?: number;
}

/** A GlobalAlert the text applies and that must have fired by step `due`. */
export interface Obligation {
  alert: string;
  /** The document's manifest, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: a manifest
  manifest: Record<string, any>;
  /** Step numbers. */
  opened: number;
  due: number;
  position: Position;
}

/** What a text's blocks take for granted: how the environment that fits is found. */
export interface Mentions {
  namespaces: readonly string[];
  /** `namespace/name`. */
  pods: readonly string[];
  /** Relative to the host's home. */
  files: readonly string[];
  /** What the text makes itself, which says nothing about an environment. */
  created: { namespaces: readonly string[]; pods: readonly string[]; files: readonly string[] };
}
