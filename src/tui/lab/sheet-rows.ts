import { printable } from '../../markdown/index.ts';
import { keyTexts, screenTexts as texts } from '../../texts/index.ts';
import { keyName } from '../key-names.ts';
import { helpRows } from '../keys.ts';
import { bothEnds, hardWrap, lineWidth, toWidth } from '../text/cells.ts';
import { choiceLines, keyLines, paragraph } from '../text/paragraph.ts';
import { type Styles, stylesFor } from '../text/styles.ts';
import type { TextInput } from '../text/text-input.ts';
import { geometryOf } from './geometry.ts';
import type { LabView, Overlay, UiState } from './lab-state.ts';
import { minutesOf } from './rows.ts';

/** What lies over the lower part of the screen: a title and lines. */
interface Sheet {
  title: string;
  lines: readonly string[];
  /** First line shown when not all fit. */
  scroll?: number;
}

/** The sheet's rows, frame included, at most `most` of them, each `columns` cells. */
export function sheetRows(ui: UiState, overlay: Overlay, view: LabView, styles: Styles, most: number): string[] {
  const { title, lines, scroll = 0 } = sheetOf(ui, overlay, view, styles, ui.columns - 4);
  const room = most - 2;
  const from = Math.min(scroll, Math.max(0, lines.length - room));
  const shown = lines.slice(from, from + room);
  const below = lines.length - from - shown.length;
  const foot = below > 0 ? ` ${keyTexts.footer.moreBelow(below)} ━` : '';
  const head = toWidth(` ${title} `, Math.min(lineWidth(title) + 2, ui.columns - 4));
  const rule = '━'.repeat(Math.max(0, ui.columns - 3 - lineWidth(head)));
  return [
    `${styles.accent('┏━')}${styles.bold(head)}${styles.accent(`${rule}┓`)}`,
    ...shown.map((line) => `${styles.accent('┃')} ${toWidth(line, ui.columns - 4)} ${styles.accent('┃')}`),
    styles.accent(`┗${'━'.repeat(ui.columns - 2 - lineWidth(foot))}${foot}┛`),
  ];
}

/** The furthest the help can be scrolled to. */
export function lastHelpScroll(ui: UiState): number {
  const room = mostSheetRows(ui, { kind: 'help', scroll: 0 }) - 2;
  return Math.max(0, helpLines(stylesFor(undefined), ui.columns - 4).length - room);
}

function sheetOf(ui: UiState, overlay: Overlay, view: LabView, styles: Styles, width: number): Sheet {
  const fitted = (lines: readonly string[]) => lines.flatMap((line) => choiceLines(line, width));
  switch (overlay.kind) {
    case 'welcome': {
      const world = view.canRewind ? texts.welcomeSimulated : texts.welcomeReal(view.target);
      const keys = texts.welcomeKeys(geometryOf(ui).wide);
      return { title: texts.welcomeTitle, lines: fitted([world, keys, texts.welcomeEnd, '', texts.anyKey]) };
    }
    case 'help':
      return {
        title: `${texts.helpTitle}   ${texts.helpClose}`,
        lines: helpLines(styles, width),
        scroll: overlay.scroll,
      };
    case 'check':
      return checkSheet(view, styles, width);
    case 'hint': {
      const { number } = overlay;
      const of = view.hints.length;
      const last = number < of ? texts.moreHints : texts.lastHint;
      return {
        title: texts.hintTitle(number, of),
        lines: [...view.hint, '', last],
      };
    }
    case 'edit':
      return { title: texts.editTitle(overlay.block), ...inputLines(overlay.input, width, styles) };
    case 'placeholders':
      return {
        title: texts.placeholderTitle(overlay.block, overlay.names[overlay.values.length] ?? ''),
        ...inputLines(overlay.input, width, styles),
      };
    case 'solve':
      return { title: texts.solveTitle, lines: fitted(texts.solveLines) };
    case 'quit':
      return { title: texts.quitTitle, lines: fitted(texts.quitLines) };
    case 'quiz':
      return quizSheet(overlay.chosen, view, width);
    case 'reset':
      return { title: texts.resetTitle, lines: fitted(texts.resetLines) };
    case 'links':
      return {
        title: texts.linksTitle,
        lines: fitted(
          overlay.links
            .slice(0, 9)
            .map((link, index) => `${index + 1}  ${texts.linkTo(printable(link.text), 'tab' in link)}`),
        ),
      };
    case 'picture':
    case 'zoom':
    case 'notes':
      return { title: '', lines: [] };
  }
}

function helpLines(styles: Styles, width: number): string[] {
  const rows = helpRows();
  const keysWidth = Math.max(...rows.map(({ keys }) => lineWidth(keys))) + 1;
  const everywhereWidth = Math.max(...rows.map(({ everywhere }) => lineWidth(everywhere))) + 1;
  const indent = keysWidth + everywhereWidth;
  const lines: string[] = [];
  rows.forEach(({ group, keys, everywhere, does }, index) => {
    if (rows[index - 1]?.group !== group) lines.push(...(index > 0 ? [''] : []), styles.bold(group));
    const [first = '', ...others] = paragraph(does, width - indent);
    lines.push(`${toWidth(keys, keysWidth)}${toWidth(everywhere, everywhereWidth)}${first}`);
    lines.push(...others.map((line) => ' '.repeat(indent) + line));
  });
  const below = [texts.prefixHelp(keyName('ctrl-g')), texts.shellHelp];
  return [...lines, '', ...below.flatMap((line) => paragraph(line, width))];
}

function checkSheet(
  { check, mayGoOn, current, hasCheck, session, steps, coarse }: LabView,
  styles: Styles,
  width: number,
): Sheet {
  const result = check?.result;
  const step = current ? ` ${texts.step(current.step.number, steps)}` : '';
  if (!hasCheck && !result) return { title: texts.noCheckTitle, lines: paragraph(texts.noCheck, width) };
  if (!check || (check.running && !result)) return { title: `${texts.checking}${step}`, lines: ['…'] };
  const lines = paragraph(check.running ? withoutCountdown(result!.message) : result!.message, width);
  if (result!.source === 'derived') lines.push(...paragraph(texts.derived, width).map(styles.quiet));
  if (check.running) {
    const seconds = Math.max(0, Math.ceil((check.remaining ?? 0) / 1_000));
    const wait = texts.nextLook(coarse ? texts.minutes(Math.ceil(seconds / 60)) : minutesOf(seconds));
    const keys = keyLines(texts.whileWaiting, width);
    return { title: `${texts.checking}${step}`, lines: [...lines, `… ${wait}`, ...keys] };
  }
  if (result!.advice) lines.push(...paragraph(`${texts.doThis}  ${result!.advice}`, width));
  const verdict = {
    passed: styles.good(texts.passedTitle),
    failed: styles.bad(texts.failedTitle),
    waiting: texts.failedTitle,
    unknown: texts.unknownTitle,
    broken: styles.bad(texts.brokenTitle),
  }[result!.verdict];
  const next = mayGoOn ? (session.current === steps ? texts.finishTrack : texts.goOn) : texts.again;
  return { title: `${verdict}${step}`, lines: [...lines, '', next] };
}

/** How long it was when the check was asked; what the countdown says goes on being right. */
function withoutCountdown(message: string): string {
  return message.replace(/ \(in (?:\d+[dhms])+\)/g, '');
}

function quizSheet(chosen: readonly number[], { quiz }: LabView, width: number): Sheet {
  const answers = (quiz?.answers ?? []).flatMap((answer, index) =>
    paragraph(answer, width - 8).map((line, row) =>
      row === 0 ? `${index + 1}  [${chosen.includes(index) ? 'x' : ' '}] ${line}` : `       ${line}`,
    ),
  );
  return { title: texts.quizTitle, lines: [...answers, '', ...keyLines(texts.quizKeys, width)] };
}

/** A text being typed, its cursor in view. */
function inputLines({ text, cursor }: TextInput, width: number, styles: Styles): Omit<Sheet, 'title'> {
  const [under = ''] = text.slice(cursor);
  const atEnd = under === '' || under === '\n';
  const before = printable(text.slice(0, cursor));
  const styled =
    before +
    styles.inverse(atEnd ? ' ' : printable(under)) +
    printable(atEnd ? text.slice(cursor) : text.slice(cursor + under.length));
  const wrapped = (part: string) => part.split('\n').flatMap((line) => hardWrap(line, width));
  return { lines: wrapped(styled), scroll: Math.max(0, wrapped(before).length - 5) };
}

/** A page of the challenge's notes, in the middle of the screen, while its set-up runs. */
export function noteRows(ui: UiState, overlay: Extract<Overlay, { kind: 'notes' }>, view: LabView): string[] {
  const lines = view.notes[overlay.page] ?? [];
  const room = ui.rows - 3;
  const above = Math.max(0, Math.floor((room - lines.length) / 2));
  const rows = ['', ...Array.from({ length: above }, () => ''), ...lines.map((line) => `    ${line}`)].slice(
    0,
    room + 1,
  );
  while (rows.length < room + 1) rows.push('');
  const state = view.settingUp ? texts.noteWaiting : texts.noteReady;
  const last = bothEnds(
    ` ${texts.noteOf(overlay.page + 1, view.notes.length)}   ${texts.noteKeys}`,
    `${state} `,
    ui.columns,
  );
  return [...rows, '', last].map((row) => toWidth(row, ui.columns));
}

/** Rows of the sheet area: as much as its lines need, never the whole screen. */
export function mostSheetRows(ui: UiState, overlay: Overlay): number {
  const all = geometryOf(ui).text.height + (geometryOf(ui).wide ? 2 : 0);
  return overlay.kind === 'help' ? all : Math.max(6, all - 4);
}
