import { printable } from '../../markdown/index.ts';
import { keyTexts, screenTexts as texts } from '../../texts/index.ts';
import { footerKeys } from '../keys.ts';
import { bothEnds, endsWith, lineWidth, toWidth } from '../text/cells.ts';
import { paragraph } from '../text/paragraph.ts';
import type { Styles } from '../text/styles.ts';
import { geometryOf } from './geometry.ts';
import type { LabView, Overlay, UiState } from './lab-state.ts';

/** The visible slice of the step's text: a bar beside the marked block, how each block went at its right. */
export function textRows(ui: UiState, view: LabView, styles: Styles): string[] {
  const { text } = geometryOf(ui);
  const { layout, session } = view;
  const rows: string[] = [];
  for (let line = ui.scroll; line < ui.scroll + text.height; line += 1) {
    if (line >= layout.lines.length) {
      rows.push(' '.repeat(text.width));
      continue;
    }
    const place = layout.blocks.find(({ from, to }) => line >= from && line < to);
    const marked = place !== undefined && place.block.number === ui.selected;
    const bar = marked ? styles.accent(line === place.from ? '▶ ' : '▌ ') : '  ';
    const status = place && line === place.from ? blockStatus(session.blocks[place.block.number], styles) : '';
    const fold = layout.folds.includes(line)
      ? styles.quiet(ui.openFolds.includes(layout.folds.indexOf(line)) ? texts.foldOpen : texts.foldClosed)
      : '';
    rows.push(`${bar}${bothEnds(layout.lines[line]!, status || fold, text.width - 3)} `);
  }
  return rows;
}

function blockStatus(block: LabView['session']['blocks'][number] | undefined, styles: Styles): string {
  if (!block) return '';
  if (block.status === 'running') return styles.bold(texts.running);
  return block.status === 'ok' ? styles.good(texts.ok(block.code ?? 0)) : styles.bad(texts.failed(block.code ?? 0));
}

/** Title, step and time. */
export function headerRow(ui: UiState, view: LabView, styles: Styles): string {
  const { wide } = geometryOf(ui);
  const step = view.current ? texts.step(view.current.step.number, view.steps) : texts.finishedHeader;
  const right = [step, dots(view), elapsed(view)].filter(Boolean).join('  ');
  if (wide) return bothEnds(` ${styles.bold(texts.programme)}  ${view.title}`, `${right} `, ui.columns);
  const short = ` ${[step, dots(view)].filter(Boolean).join(' ')} `;
  return endsWith(` ${tabTitles(ui, view, styles, true, ui.columns - lineWidth(short) - 1)}`, short, ui.columns);
}

/** The tabs, the one on the screen in brackets; where they do not fit, those before it make room for it. */
export function tabTitles(ui: UiState, { tabs }: LabView, styles: Styles, withText: boolean, width: number): string {
  const names = tabs.map(({ title }, index) => ({
    title: printable(title),
    shown: index === ui.tab && (!withText || ui.showing === 'tab'),
  }));
  const all = withText ? [{ title: texts.textTab, shown: ui.showing === 'text' }, ...names] : names;
  const shown = all.findIndex((tab) => tab.shown);
  let from = 0;
  while (from < shown && lineWidth(drawn(from, shown)) > width - MORE_TABS.length) from += 1;
  return (from > 0 ? MORE_TABS : '') + drawn(from, all.length - 1);

  function drawn(first: number, last: number): string {
    return all
      .slice(first, last + 1)
      .map(({ title, shown }) => (shown ? styles.bold(`[${title}]`) : ` ${title} `))
      .join('');
  }
}

const MORE_TABS = '… ';

const DOTS: Readonly<Record<string, string>> = { ahead: '○', current: '◉' };
const MOST_DOTS = 12;

function dots({ session, steps }: LabView): string {
  if (steps > MOST_DOTS) return '';
  return session.steps.map(({ status }) => DOTS[status] ?? '●').join('');
}

function elapsed({ now, session, estimate, coarse }: LabView): string {
  const passed = Math.max(0, Math.floor((now - session.startedAt) / 1_000));
  if (estimate <= 0) return '';
  if (coarse) return texts.elapsed(texts.minutes(Math.floor(passed / 60)), texts.minutes(Math.round(estimate / 60)));
  return texts.elapsed(minutes(passed), minutes(estimate));
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export { minutes as minutesOf };

/** What just happened, in as many rows as it takes; over a sheet, which says something itself, in one. */
export function messageRows(ui: UiState, view: LabView, styles: Styles): string[] {
  const said = ui.notice || waitingFor(ui, view);
  const rows = ui.overlay ? [] : paragraph(said, ui.columns - 2);
  if (rows.length < 2) return [messageRow(said, ui, view, styles)];
  return rows.slice(0, MOST_MESSAGE_ROWS).map((row) => toWidth(` ${row}`, ui.columns));
}

const MOST_MESSAGE_ROWS = 4;

/** What just happened at the left; at the right the simulated world, as much of it as there is room for. */
function messageRow(said: string, ui: UiState, view: LabView, styles: Styles): string {
  const left = ` ${printable(said)}`;
  const clock = new Date(view.now).toISOString().slice(11, view.coarse ? 16 : 19);
  const parts = view.canRewind
    ? [texts.target(view.target), texts.simulated(clock, texts.speed(view.speed))]
    : [texts.realTarget(view.target)];
  if (!geometryOf(ui).wide) parts.push(elapsed(view));
  const room = ui.columns - lineWidth(left) - (left === ' ' ? 0 : 3);
  while (parts.length > 0 && lineWidth(worldOf(parts)) > room) parts.shift();
  return bothEnds(left, parts.length > 0 ? styles.quiet(worldOf(parts)) : '', ui.columns);
}

function worldOf(parts: readonly string[]): string {
  return `${[...parts].filter(Boolean).reverse().join('  ')} `;
}

function waitingFor(ui: UiState, view: LabView): string {
  if (view.hurrying) return texts.timeRuns;
  const inShell = ui.focus === 'tab' && view.tabs[ui.tab]?.kind === 'shell';
  if (view.canHurry && !ui.overlay) return inShell ? texts.onlyTimeInShell : texts.onlyTime;
  if (inShell && !ui.overlay) return unfinished(ui, view);
  const first = view.shells[view.terminal];
  if (!first?.running || ui.focus !== 'text') return '';
  if (first.wantsInput) return texts.nestedShell;
  const block = Object.keys(view.session.blocks).find(
    (number) => view.session.blocks[Number(number)]?.status === 'running',
  );
  return block === undefined ? '' : texts.blockRuns(Number(block));
}

/** A command that goes on in the next line says what it waits for: an open quote is easily overlooked. */
function unfinished(ui: UiState, { tabs, shells }: LabView): string {
  const tab = tabs[ui.tab];
  const terminal = tab?.kind === 'shell' ? tab.terminal : '';
  const text = ui.shells[terminal]?.line.text ?? '';
  const shell = shells[terminal];
  const open = text.includes('\n') && shell && !shell.running && shell.isIncomplete(text) && shell.whatIsOpen?.(text);
  return open ? texts.unfinished(open) : '';
}

/** The keys that work now, as many as fit; the one that shows them all is never left out. */
export function footerRow(ui: UiState, view: LabView, styles: Styles): string {
  const words = ui.overlay ? sheetKeys(ui.overlay, ui, view) : footerKeys(ui, view);
  if (ui.prefix) words.unshift(texts.prefix);
  const help = words.find((word) => word.endsWith(` ${keyTexts.footer.help}`));
  const row = words.reduce((kept, word) => {
    const next = `${kept}${kept === '' ? ' ' : GAP}${word}`;
    const owed = help !== undefined && !next.includes(help) ? GAP.length + lineWidth(help) : 0;
    return lineWidth(next) + owed > ui.columns ? kept : next;
  }, '');
  return styles.bold(toWidth(row, ui.columns));
}

const GAP = '   ';

/** Under a verdict or a hint the keys of the text work; everything else has the keyboard to itself. */
function sheetKeys({ kind }: Overlay, ui: UiState, view: LabView): string[] {
  if (kind === 'edit') return [texts.editKeys];
  if (kind === 'welcome') return [texts.anyKey];
  if (kind === 'placeholders') return [texts.placeholderKeys];
  const reads = kind === 'hint' || (kind === 'check' && !view.check?.running);
  if (kind === 'check' && view.canHurry) return [texts.hurryKey, texts.sheetKeys];
  return reads ? [texts.sheetKeys, ...footerKeys({ ...ui, selected: undefined }, view)] : [texts.sheetKeys];
}

/** Rows with a frame around them; the frame of what has the keyboard is heavy. */
export function framed(
  rows: readonly string[],
  width: number,
  title: string,
  heavy: boolean,
  styles: Styles,
  foot = '',
): string[] {
  const [across, down, corners] = heavy ? ['━', '┃', '┏┓┗┛'] : ['─', '│', '┌┐└┘'];
  const name = toWidth(title, Math.min(lineWidth(title), width - 4));
  const rest = across!.repeat(Math.max(0, width - lineWidth(name) - 3));
  const paint = heavy ? styles.accent : styles.quiet;
  const top = `${paint(`${corners![0]}${across} `)}${name}${paint(` ${rest}${corners![1]}`)}`;
  const under = foot === '' ? '' : ` ${foot} ${across}`;
  const bottom = paint(`${corners![2]}${across!.repeat(Math.max(0, width - lineWidth(under)))}${under}${corners![3]}`);
  return [top, ...rows.map((row) => `${paint(down!)}${row}${paint(down!)}`), bottom];
}
