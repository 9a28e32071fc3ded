import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RecordedInput } from '../sandbox/index.ts';
import { type Entry, type PastSession, readEntries, type SessionHeader } from './past-session.ts';
import type { RewindPoint } from './rewind-point.ts';
import { carriedOver, type SessionEvent } from './state.ts';

/** Raised when a line of the journal changes its meaning. */
const FORMAT = 1;

/** One session's file: a header line, then what came in and what happened, each appended before it takes effect. */
export class Journal {
  readonly #path: string;
  /** Drafts as last written. */
  readonly #drafts = new Map<string, string>();
  #file: number | undefined;

  constructor(folder: string, id: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, `${id}.jsonl`);
  }

  /**
   * What is wrong with the file: `unreadable` when nothing can be made of it, else the numbers of lines that are left
   * out. A last line cut short by a crash is nothing wrong.
   */
  damage(): 'unreadable' | readonly number[] {
    if (!existsSync(this.#path)) return [];
    const lines = readFileSync(this.#path, 'utf8').split('\n');
    if (!parseLine<SessionHeader>(lines[0])?.format) return 'unreadable';
    return lines
      .slice(0, -1)
      .flatMap((line, index) => (line !== '' && parseLine(line) === undefined ? [index + 1] : []));
  }

  get path(): string {
    return this.#path;
  }

  /** Undefined when there is no session of that name. A last line cut short by a crash is left out. */
  read(): PastSession | undefined {
    if (!existsSync(this.#path)) return undefined;
    const [first, ...rest] = readFileSync(this.#path, 'utf8').split('\n');
    const header = parseLine<SessionHeader>(first);
    if (!header || header.format !== FORMAT) return undefined;
    return readEntries(
      header,
      rest.flatMap((line) => parseLine<Entry>(line) ?? []),
    );
  }

  /**
   * Starts anew; what was there before goes to `<id>.jsonl.old`. `past`, of another version, brings its progress and
   * history along, all at once or not at all.
   */
  begin(header: Omit<SessionHeader, 'format'>, past?: Pick<PastSession, 'events' | 'history'>): void {
    this.close();
    const entries: Entry[] = past
      ? [{ history: past.history }, ...carriedOver(past.events, header.start).map((event) => ({ event }))]
      : [];
    const lines = [{ format: FORMAT, ...header }, ...entries].map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(`${this.#path}.new`, lines.join(''), { mode: 0o600 });
    if (existsSync(this.#path)) copyFileSync(this.#path, `${this.#path}.old`);
    renameSync(`${this.#path}.new`, this.#path);
  }

  input(recorded: RecordedInput): void {
    this.#append({ input: recorded });
    if ('terminal' in recorded.input) this.#drafts.delete(recorded.input.terminal);
  }

  event(event: SessionEvent): void {
    this.#append({ event });
  }

  /** Simulated time got this far (ms). */
  mark(at: number): void {
    this.#append({ mark: at });
  }

  /** The line being typed in a terminal; the input that sends it off clears it. */
  draft(terminal: string, text: string): void {
    if ((this.#drafts.get(terminal) ?? '') === text) return;
    this.#drafts.set(terminal, text);
    this.#append({ draft: text, terminal });
  }

  /** What came after `point` is void from here on. */
  rewind(point: RewindPoint): void {
    this.#append({ rewind: point });
  }

  remove(): void {
    this.close();
    rmSync(this.#path, { force: true });
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #append(entry: Entry): void {
    this.#file ??= this.#openForAppend();
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  /** A line cut short by a crash is ended first, so that the next one stands on its own. */
  #openForAppend(): number {
    const text = existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : '';
    const file = openSync(this.#path, 'a', 0o600);
    if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
    return file;
  }
}

/** Ids of the sessions in a folder. */
export function listSessions(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length));
}

function parseLine<T>(line: string | undefined): T | undefined {
  if (!line) return undefined;
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}
