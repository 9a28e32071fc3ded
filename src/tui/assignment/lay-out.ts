import type { CodeBlock, MarkdownRenderer, RenderedDocument, RenderOptions } from '../../markdown/index.ts';
import type { LabStep } from '../../runner/index.ts';
import { CLOSED, OPENED, replaceFolds } from './folds.ts';

export type Block = LabStep['step']['blocks'][number];

export interface LayOutOptions {
  render: MarkdownRenderer;
  /** Cells. */
  width: number;
  color: boolean;
  palette?: RenderOptions['palette'];
  /** Indices of opened folds. */
  open: ReadonlySet<number>;
  /** Fills in what the text leaves to the target (`[[ Instruqt-Var ]]`). */
  substitute(text: string): string;
  /** Words of a block's label after its number and language. */
  label(block: Block): string;
  /** Lines below a picture's words. */
  picture(target: string, width: number): readonly string[];
}

/** A link to a tab or a section, by the line of its words. */
export type PlaceLink = { line: number; text: string } & (
  | { tab: number }
  /** The line of the section; undefined where this step has none of that name. */
  | { section: string; at: number | undefined }
);

/** A step's text as lines, with where its parts stand. Lines are 0-based, `to` exclusive. */
export interface LaidOut {
  lines: readonly string[];
  blocks: readonly { block: Block; from: number; to: number }[];
  /** The line of each fold's title, by fold. */
  folds: readonly number[];
  /** Links to places in the lab. */
  links: readonly PlaceLink[];
  /** Pictures by the line of their words. */
  pictures: readonly { line: number; target: string; text: string }[];
}

/** Lays a step out; done once per text and width, a frame shows a slice. */
export function layOut({ step, challenge }: LabStep, options: LayOutOptions): LaidOut {
  const { width, color, palette, open, substitute, render } = options;
  // Blocks are found by their line in the challenge's text: a closed fold hides the ones inside it.
  const offset = step.range.start.line - challenge.bodyLine;
  const byIndex = new Map<number, Block>();
  const blockOf = ({ range: { start } }: CodeBlock) =>
    step.blocks.find(({ code: { range } }) => range.start.line === start.line + offset);
  const rendered = render(substitute(replaceFolds(step.body, (index) => open.has(index))), {
    width,
    color,
    palette,
    picture: options.picture,
    numbered: (code) => blockOf(code)?.flags.includes('line-numbers') === true,
    label: (code, index) => {
      const block = blockOf(code);
      if (!block) return undefined;
      byIndex.set(index, block);
      return block.runnable ? options.label(block) : undefined;
    },
  });
  return {
    lines: rendered.lines,
    blocks: rendered.blocks.flatMap(({ index, from, to }) => {
      const block = byIndex.get(index);
      return block?.runnable ? [{ block, from, to }] : [];
    }),
    folds: foldLines(rendered.lines),
    links: rendered.references.flatMap((reference) => placeLink(reference, rendered.headings)),
    pictures: rendered.references.flatMap(({ kind, target, text, line }) =>
      kind === 'image' ? [{ line, target, text }] : [],
    ),
  };
}

const TAB = /^#?tab-(\d+)$/;
const SECTION = /^(?:#section-|section-|#)(.+)$/;

function placeLink(
  { target, text, line, kind }: RenderedDocument['references'][number],
  headings: RenderedDocument['headings'],
): PlaceLink[] {
  if (kind === 'image') return [];
  const tab = TAB.exec(target)?.[1];
  if (tab !== undefined) return [{ line, text, tab: Number(tab) }];
  const section = SECTION.exec(target)?.[1];
  if (section === undefined) return [];
  return [{ line, text, section, at: headings.find(({ slug }) => slug === section)?.line }];
}

function foldLines(lines: readonly string[]): number[] {
  const title = new RegExp(`^(?:[\\s│•\\d.]|\\x1b\\[[\\d;]*m|#)*[${CLOSED}${OPENED}] `);
  return lines.flatMap((line, index) => (title.test(line) ? [index] : []));
}
