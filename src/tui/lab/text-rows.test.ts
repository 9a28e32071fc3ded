import { describe, expect, test } from 'vitest';
import { load } from '../../cli/load.ts';
import { loadRenderer, parseMarkdown } from '../../markdown/index.ts';
import type { LabStep } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import { paletteOf } from '../../theme/index.ts';
import { type LaidOut, layOut } from '../assignment/lay-out.ts';
import { lineWidth } from '../text/cells.ts';
import { stylesFor } from '../text/styles.ts';
import { geometryOf } from './geometry.ts';
import { initialUi, type LabView } from './lab-state.ts';
import { textRows } from './rows.ts';

const render = await loadRenderer();
const TRACKS = ['tracks/alerts', 'tracks/anomaly-detection'];

function stepsOf(path: string): LabStep[] {
  return load(path).track.challenges.flatMap((challenge) =>
    challenge.steps.map((step, index) => ({ step, challenge, last: index === challenge.steps.length - 1 })),
  );
}

const layoutOf = (step: LabStep, columns: number, open = new Set<number>()) =>
  layOut(step, {
    render,
    width: geometryOf({ columns, rows: 24 }).measure,
    color: true,
    open,
    substitute: (text) => text,
    picture: () => [],
    label: ({ number, language }) => texts.blockLabel(number, language, ''),
  });

/** The code as it stands on the screen, its indentation and the marks of wrapped lines taken away. */
function codeShown({ lines }: LaidOut, from: number, to: number): string {
  const plain = lines.slice(from + 1, to).map((line) => line.replace(/\x1b\[[\d;]*m/g, ''));
  return plain
    .map((line) => line.replace(/^\s*↩ /, '\u0000').replace(/^\s+/, ''))
    .join('\n')
    .replaceAll('\n\u0000', '');
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

describe.each(TRACKS)('%s', (path) => {
  const steps = stepsOf(path);

  test('no row is wider than its pane at any width from 60 to 200, and all code is there', () => {
    for (let columns = 60; columns <= 200; columns += 1) {
      for (const step of steps) {
        const layout = layoutOf(step, columns);
        const { width } = geometryOf({ columns, rows: 24 }).text;
        const view = { layout, session: { blocks: {} } } as unknown as LabView;
        const ui = { ...initialUi(columns, 24), selected: layout.blocks[0]?.block.number };
        for (let scroll = 0; scroll < layout.lines.length; scroll += 20) {
          for (const row of textRows({ ...ui, scroll }, view, stylesFor(paletteOf({}))))
            expect(lineWidth(row)).toBe(width);
        }
        for (const { block, from, to } of layout.blocks) {
          expect(squeezed(codeShown(layout, from, to))).toBe(squeezed(block.code.text));
        }
      }
    }
  });

  test('every runnable block of a step is found, whichever folds are open', () => {
    for (const step of steps) {
      const runnable = step.step.blocks.filter((block) => block.runnable).map(({ number }) => number);
      for (const open of [new Set<number>(), new Set([0, 1, 2])]) {
        expect(layoutOf(step, 80, open).blocks.map(({ block }) => block.number)).toEqual(runnable);
      }
    }
  });
});

test('links lead to tabs and sections of the step, and the blocks that ask for it have numbered lines', () => {
  const body =
    '[a](#section-below) [b](section-gone) [c](tab-1) [d](https://example.com)\n\n```bash,line-numbers\nls\n```\n\n## Below';
  const [first] = stepsOf('tracks/alerts');
  const [code] = parseMarkdown(body).code;
  const block = { ...first!.step.blocks[0]!, code: code!, flags: ['line-numbers'] };
  const layout = layoutOf(
    {
      ...first!,
      step: {
        ...first!.step,
        body,
        blocks: [block],
        range: { ...first!.step.range, start: { line: first!.challenge.bodyLine, column: 1 } },
      },
    },
    80,
  );
  expect(layout.links).toMatchObject([
    { text: 'a', section: 'below', at: layout.lines.findIndex((line) => line.includes('Below')) },
    { text: 'b', section: 'gone', at: undefined },
    { text: 'c', tab: 1 },
  ]);
  const plain = layout.lines.map((line) => line.replace(/\x1b\[[\d;]*m/g, ''));
  expect(plain).toContain('  1 ls');
});

test('folds and links to tabs are known by their line', () => {
  const [step] = stepsOf('tracks/alerts');
  const layout = layoutOf(step!, 80);
  expect(layout.folds.map((line) => layout.lines[line])).toEqual([expect.stringContaining('▸ Hint')]);
  expect(layout.links[0]).toMatchObject({ tab: 1, text: 'Calico Cloud' });
});
