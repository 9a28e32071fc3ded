import { fillPlaceholders } from '../../runner/index.ts';
import { readingKey } from '../keys.ts';
import type { KeyPress } from '../terminal/key-press.ts';
import { EMPTY_INPUT, editText, insert, moveLine } from '../text/text-input.ts';
import { act, goTo, interrupt, startBlock } from './act.ts';
import type { LabEffect, LabView, Overlay, UiState } from './lab-state.ts';
import { lastHelpScroll } from './sheet-rows.ts';
import type { Update } from './update.ts';
import { lastZoomScroll } from './zoom.ts';

/** A key while something lies over the screen. Esc always takes it away. */
export function updateOverlay(ui: UiState, overlay: Overlay, key: KeyPress, view: LabView): Update {
  if (key.name === 'escape') return close(ui, overlay, view);
  if (key.name === 'ctrl-c') return asks(overlay, view) ? close(ui, overlay, view) : interrupt(ui, view);
  switch (overlay.kind) {
    case 'edit':
      return edit(ui, overlay, key, view);
    case 'placeholders':
      return fill(ui, overlay, key, view);
    case 'solve':
      return solve(ui, key);
    case 'reset':
      return key.name === 'y' ? { ui: { ...ui, overlay: undefined }, effects: [{ type: 'reset' }] } : stay(ui);
    case 'notes':
      return turnPage(ui, overlay, key, view);
    case 'quit':
      return key.name === 'y' ? { ui, effects: [{ type: 'quit', code: 0 }] } : stay(ui);
    case 'quiz':
      return choose(ui, overlay, key, view);
    case 'links': {
      const link = overlay.links[Number(key.name) - 1];
      return link ? goTo(ui, link, view) : stay(ui);
    }
    case 'picture':
      return key.name === 'i' || key.name === 'q' || key.name === 'enter' ? close(ui, overlay, view) : stay(ui);
    case 'zoom':
      if (key.name === 'y') return act(ui, 'copy', key, view);
      return scroll(ui, overlay, key, lastZoomScroll(ui, overlay, view));
    case 'help':
      return scroll(ui, overlay, key, lastHelpScroll(ui));
    case 'welcome':
      return key.name === 'enter' || key.name === ' ' ? close(ui, overlay, view) : stay(ui);
    default:
      return readOn(ui, overlay, key, view);
  }
}

/** What waits for an answer is given up by Ctrl-C; behind everything else it means the lab. */
function asks({ kind }: Overlay, { check }: LabView): boolean {
  if (kind === 'check') return check?.running === true;
  return kind === 'edit' || kind === 'placeholders' || kind === 'solve' || kind === 'reset' || kind === 'quiz';
}

function stay(ui: UiState): Update {
  return { ui, effects: [] };
}

function close(ui: UiState, overlay: Overlay, view: LabView): Update {
  const effects: LabEffect[] = overlay.kind === 'check' && view.check?.running ? [{ type: 'stop-check' }] : [];
  if (overlay.kind === 'picture') effects.push({ type: 'hide-picture' });
  const next: Overlay | undefined = overlay.kind === 'welcome' && ui.notesNext ? { kind: 'notes', page: 0 } : undefined;
  return { ui: { ...ui, overlay: next, notesNext: false }, effects };
}

function turnPage(
  ui: UiState,
  overlay: Extract<Overlay, { kind: 'notes' }>,
  { name }: KeyPress,
  view: LabView,
): Update {
  const back = name === 'p' || name === 'left' || name === 'up' || name === 'k' || name === 'pageup';
  const on = name === 'n' || name === 'right' || name === 'enter' || name === ' ' || name === 'pagedown';
  if (back) return stay({ ...ui, overlay: { ...overlay, page: Math.max(0, overlay.page - 1) } });
  if (!on) return stay(ui);
  const last = overlay.page >= view.notes.length - 1;
  return stay({ ...ui, overlay: last ? undefined : { ...overlay, page: overlay.page + 1 } });
}

/** Under a hint or a verdict the keys of the text work; Enter takes it away, or goes on where that is what is next. */
function readOn(ui: UiState, overlay: Overlay, key: KeyPress, view: LabView): Update {
  const binding = readingKey(key.name);
  const waiting = overlay.kind === 'check' && view.check?.running === true;
  if (binding?.action === 'hurry') return act(ui, 'hurry', key, view);
  if (waiting) return stay(ui);
  if (key.name === 'enter') return close(ui, overlay, view);
  if (!binding) return stay(ui);
  return act({ ...ui, overlay: undefined }, binding.action, key, view);
}

function edit(ui: UiState, overlay: Extract<Overlay, { kind: 'edit' }>, key: KeyPress, view: LabView): Update {
  const { input } = overlay;
  const single = !input.text.includes('\n');
  if (key.name === 'ctrl-r' || (key.name === 'enter' && single)) return startBlock(ui, view, overlay.block, input.text);
  const next =
    key.name === 'enter'
      ? insert(input, '\n')
      : key.name === 'up' || key.name === 'down'
        ? moveLine(input, key.name === 'up' ? -1 : 1)
        : editText(input, key);
  return stay(next ? { ...ui, overlay: { ...overlay, input: next } } : ui);
}

function fill(ui: UiState, overlay: Extract<Overlay, { kind: 'placeholders' }>, key: KeyPress, view: LabView): Update {
  const { input, names, values, text } = overlay;
  if (key.name !== 'enter') {
    const next = editText(input, key);
    return stay(next ? { ...ui, overlay: { ...overlay, input: next } } : ui);
  }
  if (input.text.trim() === '') return stay(ui);
  const given = [...values, input.text.trim()];
  if (given.length < names.length) return stay({ ...ui, overlay: { ...overlay, values: given, input: EMPTY_INPUT } });
  const filled = fillPlaceholders(text, Object.fromEntries(names.map((name, index) => [name, given[index]!])));
  return startBlock(ui, view, overlay.block, filled);
}

function solve(ui: UiState, key: KeyPress): Update {
  const without = { ...ui, overlay: undefined };
  if (key.name === '1') return { ui: without, effects: [{ type: 'solve' }] };
  if (key.name === '2') return { ui: without, effects: [{ type: 'skip' }] };
  return stay(ui);
}

function choose(ui: UiState, overlay: Extract<Overlay, { kind: 'quiz' }>, key: KeyPress, { quiz }: LabView): Update {
  const { chosen } = overlay;
  if (key.name === 'enter') {
    return { ui: { ...ui, overlay: { kind: 'check' } }, effects: [{ type: 'answer', chosen }] };
  }
  const answer = Number(key.name) - 1;
  if (!quiz || !(answer >= 0 && answer < quiz.answers.length)) return stay(ui);
  const next = chosen.includes(answer) ? chosen.filter((one) => one !== answer) : [...chosen, answer];
  return stay({ ...ui, overlay: { ...overlay, chosen: next } });
}

const SCROLLS: Readonly<Record<string, number>> = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  ' ': 10,
  pagedown: 10,
  b: -10,
  pageup: -10,
  g: -10_000,
  home: -10_000,
  G: 10_000,
  end: 10_000,
};

function scroll(ui: UiState, overlay: Extract<Overlay, { scroll: number }>, { name }: KeyPress, last: number): Update {
  const by = SCROLLS[name];
  if (by !== undefined)
    return stay({ ...ui, overlay: { ...overlay, scroll: Math.min(Math.max(0, overlay.scroll + by), last) } });
  return name === 'q' || name === '?' || name === 'z' || name === 'enter'
    ? stay({ ...ui, overlay: undefined })
    : stay(ui);
}
