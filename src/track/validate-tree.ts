import { parseMarkdown } from '../markdown/index.ts';
import { positionInBlock } from './blocks/block-position.ts';
import { buildTrack, type LoadOptions } from './load/load-track.ts';
import { readSource } from './load/read-source.ts';
import { type ChallengeSource, inFile, type TrackSource } from './load/track-source.ts';
import { shownPath } from './paths.ts';
import type { ChallengeContext, ManifestRule, PlacedScript, RuleContext } from './rules/rule.ts';
import { rules } from './rules/rules.ts';
import { scriptText } from './script-text.ts';
import { TrackError } from './track-error.ts';
import type { Challenge, Diagnostic, FileTree, Script, Track } from './types.ts';

interface ValidateOptions extends LoadOptions {
  /** Names of variables the environments' hosts set (`CLUSTERNAME`). */
  variables?: readonly string[];
  /** Names of the environments there are. */
  environments?: readonly string[];
  /** Asked about every Kubernetes object in blocks and files. */
  manifestRules?: readonly ManifestRule[];
}

/** Everything wrong with a track or a text, in the order of its files and lines. Never throws. */
export function validateTree(tree: FileTree, path: string, options: ValidateOptions = {}): Diagnostic[] {
  const context = contextOf(tree, path, options);
  if (Array.isArray(context)) return context;
  const findings = rules.flatMap((rule) =>
    rule.check(context).map(
      ({ file, position, message, advice, severity, rule: name }): Diagnostic => ({
        file,
        position,
        severity: severity ?? rule.severity,
        rule: name ?? rule.name,
        message,
        ...(advice ? { advice } : {}),
      }),
    ),
  );
  return findings.sort(byPlace);
}

/** The rules `validate` knows, for its help: name, severity, one line. */
export const validationRules: readonly { name: string; severity: Diagnostic['severity']; description: string }[] =
  rules;

function contextOf(tree: FileTree, path: string, options: ValidateOptions): RuleContext | Diagnostic[] {
  try {
    const source = readSource(tree, path);
    return ruleContext(source, buildTrack(source, options), options);
  } catch (error) {
    if (error instanceof TrackError) return [...error.diagnostics];
    throw error;
  }
}

function ruleContext(
  source: TrackSource,
  track: Track,
  { checks, variables = [], manifestRules = [], environments }: ValidateOptions,
): RuleContext {
  const { tree } = source;
  const place = (script: Script): PlacedScript => ({
    script,
    file: shownPath(homeOf(script, tree, checks), script.file),
  });
  const steps = track.challenges.flatMap((challenge) => challenge.steps);
  const ofSteps = steps.flatMap(({ check }) => check ?? []);
  const lifecycle = [track.scripts, ...track.challenges.map(({ scripts }) => scripts)].flatMap((all) =>
    Object.values(all).flat(),
  );
  const ofChallenges = (name: 'check' | 'setup') => track.challenges.flatMap(({ scripts }) => scripts[name]);
  return {
    tree,
    source,
    track,
    challenges: track.challenges.map((challenge, index) =>
      challengeContext(challenge, source.challenges[index]!, tree),
    ),
    checks: [...ofChallenges('check'), ...ofSteps].map(place),
    setups: [...track.scripts.setup, ...ofChallenges('setup')].map(place),
    scripts: [...lifecycle, ...ofSteps].map(place),
    environments,
    hostVariables: new Set(variables),
    manifestRules,
  };
}

function challengeContext(challenge: Challenge, source: ChallengeSource, tree: FileTree): ChallengeContext {
  const document = parseMarkdown(source.body);
  const lines = document.text.split('\n');
  const lineAt = (line: number) => ' '.repeat(source.bodyIndent) + (lines[line - source.bodyLine] ?? '');
  return {
    challenge,
    source,
    document,
    file: shownPath(tree, source.file),
    toFile: (position) => inFile(source, position),
    inBlock: (block, offset) => positionInBlock(block, offset, lineAt),
    runnable: challenge.steps.flatMap(({ blocks }) => blocks).filter((block) => block.runnable),
  };
}

/** A step's script lies in the track or in the shipped checks. */
function homeOf({ file, text }: Script, tree: FileTree, checks: FileTree | undefined): FileTree {
  return checks && scriptText(tree.read(file) ?? '') !== text ? checks : tree;
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.position.line - right.position.line || left.position.column - right.position.column;
}
