import type { KeyPress } from './key-press.ts';

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const CURSOR_KEYS: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'center',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
  Z: 'shift-tab',
};

const NUMBERED_KEYS: Readonly<Record<string, string>> = {
  '1': 'home',
  '2': 'insert',
  '3': 'delete',
  '4': 'end',
  '5': 'pageup',
  '6': 'pagedown',
  '7': 'home',
  '8': 'end',
  '11': 'f1',
  '12': 'f2',
  '13': 'f3',
  '14': 'f4',
  '15': 'f5',
  '17': 'f6',
  '18': 'f7',
  '19': 'f8',
  '20': 'f9',
  '21': 'f10',
  '23': 'f11',
  '24': 'f12',
};

const SEQUENCE = /^\x1b(?:\[([\d;]*)([A-Za-z~])|\[\[([A-E])|O([A-Za-z]))/;
const UNFINISHED = /^\x1b(?:\[[\d;<>?]*|\[\[|O|[\]_P][^\x07]{0,200})?$/;
/** Answers of the terminal and mouse reports: not keys. */
const REPORT = /^\x1b(?:\[[<>?][\d;]*[A-Za-z]|[\]_P](?:[^\x07\x1b]|\x1b(?!\\)){0,200}(?:\x07|\x1b\\)|\[[IO])/;
const BEGUN_REPORT = /^\x1b(?:\[\?|[\]_P])/;
const BEGUN_STRING = /^\x1b(?:\]\d|_G|P[\d>+$!|])/;
const LINUX_CONSOLE = ['f1', 'f2', 'f3', 'f4', 'f5'];

/**
 * Takes the bytes of a terminal apart into keys. What may be the beginning of a longer sequence is kept back: `flush`
 * turns it into keys when nothing follows (a lone Escape).
 */
export class KeyReader {
  #pending = '';
  readonly #onReport: ((report: string) => void) | undefined;
  #paste: string | undefined;

  /** `onReport` gets the terminal's answers, which are no keys. */
  constructor(onReport?: (report: string) => void) {
    this.#onReport = onReport;
  }

  /** True while something is kept back. */
  get waits(): boolean {
    return this.#pending !== '' && this.#paste === undefined;
  }

  /** What is kept back may be the beginning of an answer of the terminal. */
  get hasBegunReport(): boolean {
    return BEGUN_REPORT.test(this.#pending);
  }

  read(chunk: string): KeyPress[] {
    // Alt with a letter comes in one piece: after an Escape that came alone, a letter is another key.
    const alone = this.#pending === '\x1b' && this.#paste === undefined && !/^[[O]/.test(chunk);
    const keys = alone ? this.flush() : [];
    this.#pending += chunk;
    for (;;) {
      const key = this.#paste === undefined ? this.#next() : this.#pasted();
      if (key === undefined) return keys;
      if (key !== 'nothing') keys.push(key);
    }
  }

  flush(): KeyPress[] {
    // No finger types that much of one within a moment.
    if (!this.waits || BEGUN_STRING.test(this.#pending)) return [];
    const rest = this.#pending;
    this.#pending = '';
    const [first, ...others] = rest;
    return first === '\x1b' ? [{ name: 'escape' }, ...others.flatMap((text) => plainKey(text) ?? [])] : [];
  }

  #next(): KeyPress | 'nothing' | undefined {
    const text = this.#pending;
    if (text === '') return undefined;
    if (text.startsWith(PASTE_START)) {
      this.#pending = text.slice(PASTE_START.length);
      this.#paste = '';
      return 'nothing';
    }
    if (!text.startsWith('\x1b')) {
      const character = String.fromCodePoint(text.codePointAt(0)!);
      this.#pending = text.slice(character.length);
      return plainKey(character) ?? 'nothing';
    }
    const report = REPORT.exec(text)?.[0];
    if (report) {
      this.#onReport?.(report);
      return this.#take(report.length, 'nothing');
    }
    const match = SEQUENCE.exec(text);
    if (match) return this.#take(match[0].length, sequenceKey(match) ?? 'nothing');
    if (UNFINISHED.test(text)) return undefined;
    const second = String.fromCodePoint(text.codePointAt(1)!);
    // Alt with a control character is rarer than Escape followed by one.
    if (second < ' ') return this.#take(1, { name: 'escape' });
    const key = plainKey(second);
    return this.#take(1 + second.length, key ? { name: `alt-${key.name}` } : 'nothing');
  }

  #pasted(): KeyPress | undefined {
    this.#paste += this.#pending;
    this.#pending = '';
    const end = this.#paste!.indexOf(PASTE_END);
    if (end < 0) return undefined;
    const text = this.#paste!.slice(0, end);
    this.#pending = this.#paste!.slice(end + PASTE_END.length);
    this.#paste = undefined;
    return { name: 'paste', text: cleanPaste(text) };
  }

  #take<T>(length: number, key: T): T {
    this.#pending = this.#pending.slice(length);
    return key;
  }
}

function plainKey(character: string): KeyPress | undefined {
  if (character === '\r') return { name: 'enter' };
  if (character === '\n') return { name: 'ctrl-j' };
  if (character === '\t') return { name: 'tab' };
  if (character === '\x7f' || character === '\b') return { name: 'backspace' };
  if (character === '\x1b') return { name: 'escape' };
  const code = character.codePointAt(0)!;
  if (code === 0) return { name: 'ctrl-space' };
  if (code < 27) return { name: `ctrl-${String.fromCharCode(code + 96)}` };
  if (code < 32) return { name: `ctrl-${String.fromCharCode(code + 64)}` };
  if (code >= 0x80 && code < 0xa0) return undefined;
  return { name: character, text: character };
}

function sequenceKey([, parameters = '', final = '', linux, application]: RegExpExecArray): KeyPress | undefined {
  if (linux) return { name: LINUX_CONSOLE[linux.charCodeAt(0) - 65]! };
  if (application) return named(CURSOR_KEYS[application], undefined);
  const [first = '', modifier] = parameters.split(';');
  return named(final === '~' ? NUMBERED_KEYS[first] : CURSOR_KEYS[final], modifier);
}

function named(name: string | undefined, modifier: string | undefined): KeyPress | undefined {
  if (name === undefined) return undefined;
  const bits = Number(modifier ?? 1) - 1;
  const prefix = (bits & 4 ? 'ctrl-' : '') + (bits & 2 ? 'alt-' : '') + (bits & 1 ? 'shift-' : '');
  return { name: name.startsWith('shift-') ? name : prefix + name };
}

/** Line ends as one kind, and nothing that could steer a terminal. */
function cleanPaste(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
}
