import {
  appendFileSync,
  closeSync,
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
import type { SessionEvent } from './state.ts';

/** Raised when a line of the journal changes its meaning. */
const FORMAT = 1;

/** What a session was started with; enough to build the same world again. */
export interface SessionHeader {
  format: number;
  /** Version of firedrill that wrote it: a world is only rebuilt by the same one. */
  firedrill: string;
  track: string;
  title: string;
  /** Path the track was loaded from. */
  source: string;
  environment: string;
  seed: number;
  /** Simulated time of the start (ms). */
  start: number;
  steps: number;
}

type Entry = { input: RecordedInput } | { event: SessionEvent } | { mark: number };

export interface PastSession {
  header: SessionHeader;
  inputs: readonly RecordedInput[];
  events: readonly SessionEvent[];
  /** The latest simulated time written down (ms). */
  until: number;
}

/** One session's file: a header line, then what came in and what happened, each appended before it takes effect. */
export class Journal {
  readonly #path: string;
  #file: number | undefined;

  constructor(folder: string, id: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#path = join(folder, `${id}.jsonl`);
  }

  /** Undefined when there is no session of that name. A last line cut short by a crash is left out. */
  read(): PastSession | undefined {
    if (!existsSync(this.#path)) return undefined;
    const [first, ...rest] = readFileSync(this.#path, 'utf8').split('\n');
    const header = parseLine<SessionHeader>(first);
    if (!header || header.format !== FORMAT) return undefined;
    const entries = rest.flatMap((line) => parseLine<Entry>(line) ?? []);
    const inputs = entries.flatMap((entry) => ('input' in entry ? [entry.input] : []));
    const events = entries.flatMap((entry) => ('event' in entry ? [entry.event] : []));
    const marks = entries.map((entry) =>
      'mark' in entry ? entry.mark : 'event' in entry ? entry.event.at : entry.input.at,
    );
    return { header, inputs, events, until: Math.max(header.start, ...marks) };
  }

  /** Starts anew; what was there before goes to `<id>.jsonl.old`. */
  begin(header: Omit<SessionHeader, 'format'>): void {
    this.close();
    if (existsSync(this.#path)) renameSync(this.#path, `${this.#path}.old`);
    writeFileSync(this.#path, `${JSON.stringify({ format: FORMAT, ...header })}\n`, { mode: 0o600 });
  }

  input(input: RecordedInput): void {
    this.#append({ input });
  }

  event(event: SessionEvent): void {
    this.#append({ event });
  }

  /** Simulated time got this far (ms). */
  mark(at: number): void {
    this.#append({ mark: at });
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
