import { describe, expect, test } from 'vitest';
import { whatIsOpen } from '../../advice/index.ts';
import { footerKeys } from '../keys.ts';
import { Scrollback } from '../shell/scrollback.ts';
import { shellWith } from '../shell/shell-state.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { lineWidth } from '../text/cells.ts';
import { stylesFor } from '../text/styles.ts';
import { initialUi, type LabEffect, type LabView, type UiState } from './lab-state.ts';
import { messageRows } from './rows.ts';
import { mostSheetRows, sheetRows } from './sheet-rows.ts';
import { openStep, resize, update } from './update.ts';
import { zoomRows } from './zoom.ts';

const block = (number: number, text: string, flags: string[] = []) => ({
  number,
  flags,
  language: 'bash',
  runnable: true,
  reason: '',
  position: { line: 1, column: 1 },
  code: { text },
});

const shell = (running = false) => ({
  scrollback: new Scrollback(),
  prompt: '$ ',
  running,
  wantsInput: false,
  history: [],
  isIncomplete: (text: string) => text.endsWith('\\'),
});

/** A step of 100 lines with three blocks, a hint fold, and two tabs. */
function view(change: Partial<LabView> = {}): LabView {
  const at = (from: number, one: ReturnType<typeof block>) => ({ block: one, from, to: from + 5 });
  return {
    title: 'Track',
    current: { step: { number: 1, title: 'Step' }, challenge: {}, last: true },
    steps: 2,
    session: { steps: [{ status: 'current', attempts: 0, hintsShown: 0 }], current: 1, blocks: {}, startedAt: 0 },
    layout: {
      lines: Array.from({ length: 100 }, (_, index) => `line ${index}`),
      blocks: [
        at(10, block(1, 'one')),
        at(50, block(2, 'ssh <pod-name> -n <NAMESPACE>')),
        at(90, block(12, 'a\nb', ['nocopy'])),
      ],
      folds: [30],
      links: [{ line: 20, tab: 1, text: 'Alerts' }],
      pictures: [],
    },
    tabs: [
      { title: 'Shell', kind: 'shell', terminal: 'host' },
      { title: 'Alerts', kind: 'alerts' },
    ],
    shells: { host: shell() },
    terminal: 'host',
    hints: ['look up', 'look down'],
    hint: [],
    check: undefined,
    canHurry: false,
    hurrying: false,
    settingUp: false,
    notes: [],
    undoable: undefined,
    canRewind: true,
    mayGoOn: false,
    hasCheck: true,
    quiz: undefined,
    alerts: { events: [], alerts: [], detectors: [{ id: 'port_scan' }] },
    files: {},
    now: 0,
    estimate: 900,
    speed: 1,
    coarse: false,
    target: 'hipstershop',
    ...change,
  } as unknown as LabView;
}

const keyOf = (name: string): KeyPress => (name.length === 1 ? { name, text: name } : { name });

/** Presses keys one after the other, on the same view. */
function press(keys: string, on: LabView = view(), from?: Partial<UiState>) {
  let ui: UiState = { ...openStep(initialUi(80, 24), on), ...from };
  const effects: LabEffect[] = [];
  for (const name of keys.split(' ')) {
    const result = update(ui, keyOf(name === 'space' ? ' ' : name), on);
    ui = result.ui;
    // What is being typed is kept after each key; the tests of the shell look at that.
    effects.push(
      ...result.effects.filter((effect) => effect.type !== 'shell' || effect.effect.type !== ('draft' as string)),
    );
  }
  return { ui, effects };
}

describe('reading', () => {
  test('j, k, arrows, space, g and G scroll, never past the ends', () => {
    expect(press('j j down k').ui.scroll).toBe(2);
    expect(press('k').ui.scroll).toBe(0);
    expect(press('space').ui.scroll).toBe(19);
    expect(press('G').ui.scroll).toBe(100 - 21);
    expect(press('G j g').ui.scroll).toBe(0);
  });

  test('n and p mark blocks and bring them onto the screen', () => {
    const { ui } = press('n');
    expect(ui.selected).toBe(2);
    expect(ui.scroll).toBe(55 - 21);
    expect(press('n n n').ui.selected).toBe(12);
    expect(press('n p p').ui.selected).toBe(1);
  });

  test('o opens the fold on the screen and closes it again', () => {
    expect(press('o').ui.notice).toMatch(/nothing to open/);
    expect(press('space o').ui.openFolds).toEqual([0]);
    expect(press('space o o').ui.openFolds).toEqual([]);
  });

  test('t shows the tab the text speaks of', () => {
    expect(press('t').ui).toMatchObject({ tab: 1, focus: 'tab', showing: 'tab' });
  });

  test('a resize loses nothing', () => {
    const { ui } = press('n n');
    expect(resize(ui, 120, 40)).toMatchObject({ selected: 12, scroll: ui.scroll, columns: 120, rows: 40 });
  });
});

describe('blocks', () => {
  test('what has not been before the eyes is shown first, and only then run', () => {
    const low = { columns: 80, rows: 16 };
    const { ui, effects } = press('enter', view(), low);
    expect({ effects, scroll: ui.scroll }).toEqual({ effects: [], scroll: 15 - 13 });
    expect(footerKeys({ ...initialUi(80, 16), selected: 1 }, view())).toContain('Enter show 1');
    expect(press('enter enter', view(), low).effects).toEqual([{ type: 'run-block', block: 1 }]);
    expect(press('n g enter', view()).effects).toEqual([]);
    // In one pane the text comes back before its next block runs; in two it was there all along.
    expect(press('enter n t enter').effects).toEqual([{ type: 'run-block', block: 1 }]);
    expect(press('enter enter', view(), { columns: 120 }).effects).toHaveLength(2);
    expect(press('enter enter', view()).effects).toHaveLength(1);
  });

  test('of a block longer than the screen half a screen is enough', () => {
    const long = view();
    long.layout = { ...long.layout, blocks: [{ ...long.layout.blocks[0]!, from: 10, to: 60 }] };
    expect(press('enter', long, { scroll: 0 }).effects).toHaveLength(1);
    expect(press('enter', long, { scroll: 45 }).effects).toHaveLength(1);
    expect(press('enter', long, { scroll: 52 })).toMatchObject({ effects: [], ui: { scroll: 10 } });
  });

  test('Enter runs the marked block where its output can be seen; the keyboard stays with the text', () => {
    const { ui, effects } = press('enter');
    expect(effects).toEqual([{ type: 'run-block', block: 1 }]);
    expect(ui).toMatchObject({ showing: 'tab', focus: 'text', tab: 0 });
  });

  test('a number runs its block; a first digit of several waits for the next', () => {
    expect(press('2').ui.overlay).toMatchObject({ kind: 'placeholders', block: 2 });
    expect(press('1').effects).toEqual([]);
    expect(press('1 2').effects).toEqual([{ type: 'run-block', block: 12 }]);
    expect(press('1 enter').effects).toEqual([{ type: 'run-block', block: 1 }]);
    expect(press('7').ui.notice).toMatch(/no block 7/);
  });

  test('nothing runs while a command runs, and a block waits for the set-up', () => {
    const busy = press('enter', view({ shells: { host: shell(true) } }));
    expect([busy.effects, busy.ui.notice]).toEqual([[], expect.stringContaining('Ctrl-C')]);
    const inPod = press('enter', view({ shells: { host: { ...shell(true), wantsInput: true } } }));
    expect([inPod.effects, inPod.ui.notice]).toEqual([[], expect.stringContaining('type exit')]);
    expect(press('enter', view({ settingUp: true })).ui.notice).toMatch(/runs as soon as the lab is set up/);
  });

  test('placeholders are asked for first, one after the other', () => {
    const { effects } = press('n enter w e b enter d e v enter');
    expect(effects).toEqual([{ type: 'run-block', block: 2, text: 'ssh web -n dev' }]);
    expect(press('n enter enter').effects).toEqual([]);
    expect(press('n enter w escape').ui.overlay).toBeUndefined();
  });

  test('e edits before it runs; letters are letters there', () => {
    expect(press('e q enter').effects).toEqual([{ type: 'run-block', block: 1, text: 'oneq' }]);
    expect(press('n n e enter ctrl-r').effects).toEqual([{ type: 'run-block', block: 12, text: 'a\nb\n' }]);
  });

  test('y copies, unless the block is meant to be typed', () => {
    expect(press('y').effects).toEqual([{ type: 'copy', block: 1 }]);
    expect(press('n n y').effects).toEqual([]);
  });
});

describe('the step', () => {
  test('c checks; Esc stops waiting for it', () => {
    expect(press('c').effects).toEqual([{ type: 'check' }]);
    const waiting = view({ check: { running: true } });
    expect(press('c escape', waiting).effects).toEqual([{ type: 'check' }, { type: 'stop-check' }]);
    expect(press('c q n', waiting).effects).toEqual([{ type: 'check' }]);
  });

  test('N goes on only when the step is done', () => {
    expect(press('N').effects).toEqual([]);
    expect(press('N').ui.notice).toMatch(/not done/);
    expect(press('N', view({ mayGoOn: true })).effects).toEqual([{ type: 'next' }]);
  });

  test('hints come one at a time', () => {
    expect(press('h').ui.overlay).toEqual({ kind: 'hint', number: 1 });
    const shown = view();
    const second = view({ session: { ...shown.session, steps: [{ ...shown.session.steps[0]!, hintsShown: 1 }] } });
    expect(press('h', second).ui.overlay).toEqual({ kind: 'hint', number: 2 });
    expect(press('h', view({ hints: [] })).ui.notice).toMatch(/no hint/);
  });

  test('solving, skipping and beginning anew are asked about', () => {
    expect(press('s').effects).toEqual([]);
    expect(press('s 1').effects).toEqual([{ type: 'solve' }]);
    expect(press('s 2').effects).toEqual([{ type: 'skip' }]);
    expect(press('s escape').effects).toEqual([]);
    expect(press('R').effects).toEqual([]);
    expect(press('R y').effects).toEqual([{ type: 'reset' }]);
    expect(press('u', view({ undoable: 'block 1' })).effects).toEqual([{ type: 'undo' }]);
    expect(press('u').ui.notice).toMatch(/nothing to take back/);
  });

  test('f lets time run only when nothing else is missing', () => {
    expect(press('f').effects).toEqual([]);
    expect(press('f', view({ canHurry: true })).effects).toEqual([{ type: 'hurry' }]);
    expect(press('c f', view({ canHurry: true, check: { running: true } })).effects).toContainEqual({ type: 'hurry' });
  });

  test('a quiz is answered by numbers', () => {
    const quiz = view({ hasCheck: false, quiz: { answers: ['a', 'b', 'c'] } });
    expect(press('c 1 3 1 enter', quiz).effects).toEqual([{ type: 'answer', chosen: [2] }]);
  });
});

test('the footer names Enter only where it runs a block', () => {
  const on = view();
  expect(footerKeys(press('n').ui, on)).toContain('Enter run 2');
  expect(footerKeys(press('t').ui, on).join()).not.toContain('Enter');
});

describe('the shell pane', () => {
  const typing = { focus: 'tab', showing: 'tab' } as const;

  test('letters are typed there, not keys', () => {
    const { effects } = press('l s space q enter', view(), typing);
    expect(effects).toEqual([{ type: 'shell', terminal: 'host', effect: { type: 'run', text: 'ls q' } }]);
  });

  test('Ctrl-G makes the next key one of the text', () => {
    expect(press('ctrl-g c', view(), typing).effects).toEqual([{ type: 'check' }]);
    expect(press('ctrl-g tab', view(), typing).ui.focus).toBe('text');
    expect(press('ctrl-g escape c', view(), typing).effects).toEqual([]);
  });

  test('F-keys work without a prefix', () => {
    expect(press('f4', view(), typing).effects).toEqual([{ type: 'check' }]);
    expect(press('f2', view(), typing).ui.focus).toBe('text');
  });

  test('check, hint and next are commands there', () => {
    expect(press('c h e c k enter', view(), typing).effects).toEqual([{ type: 'check' }]);
    expect(press('h i n t enter', view(), typing).ui.overlay).toMatchObject({ kind: 'hint' });
  });

  test('the same commands work in a shell in a pod, where they are not its own', () => {
    const inPod = {
      ...shell(true),
      wantsInput: true,
      ownCommand: (line: string) => (line === 'check\n' ? 'check' : undefined),
    };
    const there = view({ shells: { host: inPod } });
    expect(press('c h e c k enter', there, typing).effects).toEqual([{ type: 'check' }]);
    expect(press('h i n t enter', there, typing).effects).toEqual([
      { type: 'shell', terminal: 'host', effect: { type: 'keys', text: 'hint\n' } },
    ]);
  });

  test('a word JavaScript knows is no command of ours', () => {
    expect(press([...'constructor', 'enter'].join(' '), view(), typing).effects).toMatchObject([
      { effect: { type: 'run', text: 'constructor' } },
    ]);
  });

  test('Ctrl-C stops what runs; with nothing running it clears the line', () => {
    expect(press('ctrl-c', view({ shells: { host: shell(true) } }), typing).effects).toEqual([
      { type: 'shell', terminal: 'host', effect: { type: 'interrupt' } },
    ]);
    expect(press('a ctrl-c b enter', view(), typing).effects.at(-1)).toMatchObject({
      effect: { type: 'run', text: 'b' },
    });
  });

  test('an unfinished line waits for the rest', () => {
    expect(press('a \\ enter b enter', view(), typing).effects).toEqual([
      { type: 'shell', terminal: 'host', effect: { type: 'run', text: 'a\\\nb' } },
    ]);
  });
});

test('where there is room for one pane, ] goes from the text through the tabs and back to it', () => {
  const shown = (keys: string, columns = 80) => {
    const { ui } = press(keys, view(), { columns });
    return ui.showing === 'text' ? 'text' : ui.tab;
  };
  expect([']', '] ]', '] ] ]', '[', '[ [', '[ [ ['].map((keys) => shown(keys))).toEqual([0, 1, 'text', 1, 0, 'text']);
  expect([']', '] ]', '['].map((keys) => shown(keys, 120))).toEqual([1, 0, 1]);
});

describe('links', () => {
  const linked = (...links: LabView['layout']['links']) => {
    const on = view();
    on.layout = { ...on.layout, links };
    return on;
  };

  test('the one on the screen is followed: to its tab, or to its section', () => {
    expect(press('t', linked({ line: 3, text: 'Alerts', tab: 1 })).ui).toMatchObject({ tab: 1, showing: 'tab' });
    expect(press('t', linked({ line: 3, text: 'Below', section: 'below', at: 60 })).ui.scroll).toBe(60);
    expect(press('t', linked({ line: 30, text: 'Alerts', tab: 1 })).ui).toMatchObject({
      tab: 0,
      notice: expect.stringContaining('no link'),
    });
  });

  test('of several one is chosen by its number', () => {
    const two = linked({ line: 3, text: 'Below', section: 'below', at: 60 }, { line: 4, text: 'Alerts', tab: 1 });
    expect(press('t', two).ui.overlay).toMatchObject({ kind: 'links' });
    expect(press('t 1', two).ui).toMatchObject({ scroll: 60, overlay: undefined });
    expect(press('t 2', two).ui).toMatchObject({ tab: 1, focus: 'tab' });
    expect(press('t 3', two).ui.overlay).toMatchObject({ kind: 'links' });
    expect(press('t escape', two).ui).toMatchObject({ scroll: 0, overlay: undefined });
  });

  test('one that leads nowhere says so', () => {
    expect(press('t', linked({ line: 3, text: 'x', section: 'gone', at: undefined })).ui.notice).toMatch(
      /"gone" is not/,
    );
    expect(press('t', linked({ line: 3, text: 'x', tab: 7 })).ui.notice).toMatch(/no tab 7/);
  });
});

describe('a block alone on the screen', () => {
  const long = (text: string) => {
    const on = view();
    const [first, ...others] = on.layout.blocks;
    on.layout = {
      ...on.layout,
      blocks: [{ ...first!, block: { ...first!.block, code: { text } } }, ...others],
    } as never;
    return on;
  };
  const command = `echo ${'x'.repeat(100)} end`;

  test('nothing of a long line is cut, and nothing stands beside it', () => {
    const on = long(`${command}\nls`);
    const { ui } = press('z', on);
    const rows = zoomRows(ui, ui.overlay as never, on).map((row) => row.trimEnd());
    expect(rows).toHaveLength(24);
    expect(rows.slice(0, 3)).toEqual([command.slice(0, 80), command.slice(80), 'ls']);
    expect(rows.at(-1)).toMatch(/^Block 1/);
  });

  test('it scrolls to its end and no further, y copies it, Esc goes back', () => {
    const on = long(Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n'));
    expect(press('z G k', on).ui.overlay).toMatchObject({ scroll: 50 - 22 - 1 });
    expect(press('z G j j k', on).ui.overlay).toMatchObject({ scroll: 50 - 22 - 1 });
    expect(press('z y', on)).toMatchObject({
      effects: [{ type: 'copy', block: 1 }],
      ui: { overlay: { kind: 'zoom' } },
    });
    expect(press('z escape', on).ui.overlay).toBeUndefined();
  });
});

describe('leaving', () => {
  test('q leaves at once, but asks when a command runs', () => {
    expect(press('q').effects).toEqual([{ type: 'quit', code: 0 }]);
    const running = view({ shells: { host: shell(true) } });
    expect(press('q', running).effects).toEqual([]);
    expect(press('q y', running).effects).toEqual([{ type: 'quit', code: 0 }]);
    expect(press('q escape', running).ui.overlay).toBeUndefined();
  });

  test('Ctrl-C in the text leaves with 130, after stopping what runs', () => {
    expect(press('ctrl-c').effects).toEqual([{ type: 'quit', code: 130 }]);
    expect(press('ctrl-c', view({ shells: { host: shell(true) } })).effects).toMatchObject([
      { type: 'shell', effect: { type: 'interrupt' } },
    ]);
  });
});

test('a command that goes on in the next line says what it waits for', () => {
  const incomplete = view({ shells: { host: { ...shell(), isIncomplete: () => true, whatIsOpen } } });
  const said = (text: string) => {
    const ui: UiState = { ...initialUi(80, 24), focus: 'tab', shells: { host: shellWith(text) } };
    return messageRows(ui, incomplete, stylesFor(undefined)).join('\n');
  };
  expect(said('kubectl apply -f - <<EOF\nkind: Pod')).toContain('the here-document ends with a line EOF. Ctrl-C gives');
  expect(said("echo 'a")).not.toContain('Not finished');
  expect(said("echo 'a\nb")).toContain("a quote is still open: '");
});

describe('what is said is said in full, however narrow the screen', () => {
  const plain = stylesFor(undefined);
  const narrow = { columns: 60, rows: 20 };

  test('a long sentence takes the rows it needs', () => {
    const notice = 'A command is still running in this shell. Stop it there with Ctrl-C, or wait.';
    const rows = messageRows({ ...initialUi(60, 20), notice }, view(), plain);
    expect(rows).toHaveLength(2);
    expect(rows.map(lineWidth)).toEqual([60, 60]);
    expect(rows.map((row) => row.trim()).join(' ')).toBe(notice);
  });

  const sheet = (overlay: NonNullable<UiState['overlay']>, on = view(), size = narrow) => {
    const ui = { ...initialUi(size.columns, size.rows), overlay };
    return sheetRows(ui, overlay, on, plain, mostSheetRows(ui, overlay));
  };

  test('so do the keys and questions of a sheet', () => {
    const result = { verdict: 'waiting', source: 'script', message: 'will count it', alerts: [] } as const;
    const waiting = view({ check: { running: true, result, remaining: 30_000 } });
    for (const rows of [
      sheet({ kind: 'check' }, waiting),
      sheet({ kind: 'solve' }),
      sheet({ kind: 'reset' }),
      sheet({ kind: 'quit' }),
    ]) {
      expect(rows.slice(1).join('\n')).not.toContain('…  ');
      expect(rows.join('\n')).not.toMatch(/… ┃/);
      expect(rows.every((row) => lineWidth(row) === 60)).toBe(true);
    }
    expect(sheet({ kind: 'check' }, waiting).join(' ')).toContain('happened for 3 s');
  });

  test('a countdown beside a sentence is the only one', () => {
    const message = '1 row matches; the evaluation at 10:01:37 (in 1m41s) will count it.';
    const result = { verdict: 'waiting', source: 'script', message, alerts: [] } as const;
    const rows = sheet({ kind: 'check' }, view({ check: { running: true, result, remaining: 33_000 } }));
    expect(rows.join('\n')).toMatch(/at 10:01:37 will count it\.[\s\S]*in 0:33 of simulated time/);
  });

  test('help says how much of it is below, and is scrolled no further than its end', () => {
    expect(sheet({ kind: 'help', scroll: 0 }).at(-1)).toMatch(/↓ \d+ more ━┛$/);
    const { overlay } = press('? G', view(), narrow).ui;
    expect(sheet(overlay!).at(-1)).not.toContain('more');
    expect(press('? G j j k', view(), narrow).ui.overlay).toEqual({ kind: 'help', scroll: scrollOf(overlay) - 1 });
  });
  const scrollOf = (overlay: UiState['overlay']) => (overlay && 'scroll' in overlay ? overlay.scroll : 0);

  test('the welcome says where things are on this screen, and which cluster it is', () => {
    const said = (rows: string[]) => rows.join(' ').replace(/[┃\s]+/g, ' ');
    expect(said(sheet({ kind: 'welcome' }, view(), { columns: 120, rows: 40 }))).toMatch(
      /Read on the left.*simulated|simulated.*Read on the left/,
    );
    expect(said(sheet({ kind: 'welcome' }))).not.toContain('on the left');
    const real = view({ canRewind: false, target: 'training' });
    expect(said(sheet({ kind: 'welcome' }, real))).toMatch(/the real cluster training/);
    expect(said(sheet({ kind: 'welcome' }, real))).not.toMatch(/simulated|changes your machine/);
  });
});

describe('the footer names only what works where one is', () => {
  const inAlerts: Partial<UiState> = { focus: 'tab', showing: 'tab', tab: 1 };

  test('in one pane Tab says what it does with the tab that is seen already', () => {
    const ui: UiState = { ...initialUi(80, 24), showing: 'tab' };
    expect(footerKeys({ ...ui, selected: 1 }, view()).slice(0, 2)).toEqual(['Enter show 1', 'Tab type here']);
    expect(footerKeys({ ...ui, tab: 1 }, view())).toContain('Tab use this');
    expect(footerKeys({ ...ui, showing: 'text' }, view())).toContain('Tab Shell');
    expect(footerKeys({ ...ui, columns: 120 }, view())).toContain('Tab Shell');
  });

  test('a table has Space and Enter for itself', () => {
    const keys = footerKeys({ ...initialUi(120, 24), ...inAlerts, selected: 1 }, view());
    expect(keys.join('  ')).not.toMatch(/Space|Enter/);
  });

  test('a file that is being changed gets every letter', () => {
    const file = view({ tabs: [{ title: 'Files', kind: 'file', host: 'host', path: '/x' }] });
    const ui: UiState = { ...initialUi(80, 24), focus: 'tab', showing: 'tab', tab: 0, selected: 1 };
    const editing = { ...ui, files: { 0: { row: 0, scroll: 0, edit: { text: 'a', cursor: 0 } } } };
    expect(footerKeys(editing, file).slice(0, 2)).toEqual(['Ctrl-G Tab text', 'F4 check']);
    expect(footerKeys(ui, file)).toContain('c check');
    expect(footerKeys(ui, file).join('  ')).not.toMatch(/e edit/);
  });
});

test('Home and End stay in the table one is in', () => {
  const events = Array.from({ length: 5 }, (_, index) => ({
    id: String(index),
    fields: [],
    record: '',
    description: '',
  }));
  const on = view({ alerts: { events, alerts: [], detectors: [] } as never });
  const from: Partial<UiState> = { focus: 'tab', showing: 'tab', tab: 1 };
  expect(press('end', on, from).ui).toMatchObject({ focus: 'tab', showing: 'tab', alerts: { row: 4 } });
  expect(press('end home', on, from).ui).toMatchObject({ focus: 'tab', alerts: { row: 0 } });
});

test('an opened row is scrolled to its end and no further', () => {
  const record = Array.from({ length: 60 }, (_, index) => `line ${index}`).join('\n');
  const events = [{ id: 'a', fields: [['Host', 'x']], record, description: 'fired', type: 'Global Alert', at: 0 }];
  const on = view({ alerts: { events, alerts: [], detectors: [] } as never });
  const from: Partial<UiState> = { focus: 'tab', showing: 'tab', tab: 1 };
  const end = press('enter end', on, from).ui.alerts.scroll;
  expect(end).toBeGreaterThan(30);
  expect(press('enter end down down up', on, from).ui.alerts.scroll).toBe(end - 1);
});
