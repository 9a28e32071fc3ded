import { type CodeBlock, type Position, parseMarkdown, printable } from '../../markdown/index.ts';
import { type Classification, classifyBlock } from '../blocks/classify-block.ts';
import { scriptText } from '../script-text.ts';
import { type CheckFolder, findStepCheck } from '../step-checks.ts';
import type { Block, BlockOverride, FileTree, Script, Sidecar, Step, StepOverride } from '../types.ts';
import { type StepSpan, splitSteps } from './split-steps.ts';

/** Everything steps are made of, for one challenge. */
interface StepsInput {
  body: string;
  title: string;
  sidecar: Sidecar;
  tree: FileTree;
  checkFolders: readonly CheckFolder[];
  /** The host check scripts run on. */
  host: string;
  /** Numbers go on over the whole track: how many steps and blocks came before. */
  stepsBefore: number;
  blocksBefore: number;
  /** A place in the body -> its place in the file. */
  toFile(position: Position): Position;
}

interface Classified {
  code: CodeBlock;
  verdict: Classification;
}

/** The steps of a challenge's text, and the closing page after the last. */
export function buildSteps(input: StepsInput): { steps: Step[]; closing: string; blocks: number } {
  const document = parseMarkdown(input.body);
  const classified = document.code.map((code) => ({ code, verdict: classifyBlock(code) }));
  const runnableLines = classified.filter(({ verdict }) => verdict.runnable).map(({ code }) => code.range.start.line);
  const spans = splitSteps(document, runnableLines);
  const lines = document.text.split('\n');
  const perSpan = inSpans(classified, spans);
  let blocks = input.blocksBefore;
  const steps = spans.map((span, index) => {
    const number = input.stepsBefore + index + 1;
    const step = buildStep(input, lines, span, number, perSpan[index]!, blocks);
    blocks += step.blocks.filter((block) => block.runnable).length;
    return step;
  });
  const closing = lines.slice(spans.at(-1)!.to).join('\n').trim();
  return { steps, closing, blocks: blocks - input.blocksBefore };
}

function buildStep(
  input: StepsInput,
  lines: readonly string[],
  span: StepSpan,
  number: number,
  within: readonly Classified[],
  blocksBefore: number,
): Step {
  const title = printable(span.title) || input.title;
  const id = `${twoDigits(number)}-${stepSlug(span.name || input.title)}`;
  const override = overrideOf(input.sidecar, id, number);
  const check = overriddenCheck(input, override) ?? findStepCheck(input.checkFolders, number, input.host);
  return {
    id,
    number,
    title,
    body: lines.slice(span.from - 1, span.to).join('\n'),
    range: {
      start: input.toFile({ line: span.from, column: 1 }),
      end: input.toFile({ line: span.to, column: lines[span.to - 1]!.length + 1 }),
    },
    blocks: buildBlocks(within, override, blocksBefore, input.toFile),
    ...(check ? { check } : {}),
  };
}

function buildBlocks(
  classified: readonly Classified[],
  override: StepOverride | undefined,
  blocksBefore: number,
  toFile: (position: Position) => Position,
): Block[] {
  const blocks: Block[] = [];
  let number = blocksBefore;
  let lastRunnable: Block | undefined;
  classified.forEach(({ code, verdict: judged }, index) => {
    const change = override?.blocks?.[String(index + 1)];
    const verdict = applyOverride(judged, code, change);
    const block: Block = {
      number: verdict.runnable ? ++number : 0,
      code: verdict.runnable ? { ...code, text: verdict.commands } : code,
      position: toFile(code.textStart),
      language: verdict.language,
      flags: verdict.flags,
      runnable: verdict.runnable,
      reason: verdict.reason,
      ...(verdict.runnable && verdict.output !== undefined ? { expected: verdict.output } : {}),
      ...(change?.exit === undefined ? {} : { exit: change.exit }),
    };
    // The first output after a block is what that block prints.
    if (!verdict.runnable && verdict.output !== undefined && lastRunnable && lastRunnable.expected === undefined) {
      lastRunnable.expected = verdict.output;
    }
    lastRunnable = verdict.runnable ? block : undefined;
    blocks.push(block);
  });
  return blocks;
}

function applyOverride(verdict: Classification, code: CodeBlock, change: BlockOverride | undefined): Classification {
  if (change?.skip) return { ...verdict, runnable: false, reason: 'firedrill.yml says skip' };
  if (change?.output === true) {
    return { ...verdict, runnable: false, reason: 'firedrill.yml says output', output: code.text };
  }
  if (change?.output === false && !verdict.runnable) {
    return { ...verdict, runnable: true, reason: 'firedrill.yml says it runs', commands: code.text, output: undefined };
  }
  return verdict;
}

function overrideOf({ steps }: Sidecar, id: string, number: number): StepOverride | undefined {
  const matches = (key: string) => /^\d+(?:-|$)/.test(key) && Number.parseInt(key, 10) === number;
  return steps[id] ?? Object.entries(steps).find(([key]) => matches(key))?.[1];
}

function overriddenCheck({ tree, host }: StepsInput, override: StepOverride | undefined): Script | undefined {
  const text = override?.check ? tree.read(override.check) : undefined;
  return text === undefined ? undefined : { host, file: override!.check!, text: scriptText(text) };
}

/** The blocks of each span; both are in the order of the text, which may be long. */
function inSpans(classified: readonly Classified[], spans: readonly StepSpan[]): Classified[][] {
  let next = 0;
  return spans.map(({ from, to }) => {
    const within: Classified[] = [];
    for (; next < classified.length && classified[next]!.code.range.start.line <= to; next += 1) {
      if (classified[next]!.code.range.start.line >= from) within.push(classified[next]!);
    }
    return within;
  });
}

/** Lower-case words and dashes only, so that it can be a file name anywhere. */
export function stepSlug(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return slug || 'step';
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
