import type { Clock } from '../clock/index.ts';
import type { LogOptions } from '../cluster/index.ts';

/** Characters kept of one run of a container, as a kubelet keeps one file of 10 MiB. */
const LONGEST = 10 * 1024 * 1024;

export interface LogLine {
  /** Milliseconds since the epoch. */
  at: number;
  /** With its line end, unless the container ended without one. */
  text: string;
}

/** What one run of a container writes, line by line, oldest first. */
export class ContainerLog {
  readonly #clock: Clock;
  #lines: LogLine[] = [];
  /** Lines that were dropped for length: the number of the first one kept. */
  #dropped = 0;
  #length = 0;
  #closed = false;
  #change = Promise.withResolvers<void>();
  readonly #unfinished = { stdout: '', stderr: '' };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  stdout(text: string): void {
    this.#write('stdout', text);
  }

  stderr(text: string): void {
    this.#write('stderr', text);
  }

  /** Puts lines in front of what there is. */
  prepend(lines: readonly LogLine[]): void {
    this.#lines = [...lines, ...this.#lines];
    for (const { text } of lines) this.#length += text.length;
    this.#trim();
  }

  /** The container has ended: so does what follows the log. */
  close(): void {
    if (this.#closed) return;
    for (const text of Object.values(this.#unfinished)) if (text) this.#add(text);
    this.#closed = true;
    this.#tell();
  }

  /** The text as `kubectl logs` prints it. With `follow` it goes on until the container ends or `signal` is aborted. */
  async *read(options: LogOptions): AsyncGenerator<string> {
    const wanted = selectLines(this.#lines, options, this.#clock.now());
    let next = this.#dropped + this.#lines.length;
    for (const line of wanted) yield printed(line, options);
    while (options.follow && !options.signal?.aborted) {
      next = Math.max(next, this.#dropped);
      for (const line of this.#lines.slice(next - this.#dropped)) {
        next++;
        yield printed(line, options);
      }
      if (next < this.#dropped + this.#lines.length) continue;
      if (this.#closed) return;
      await this.#clock.waiting(Promise.race([this.#change.promise, aborted(options.signal)]));
    }
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    if (this.#closed) return;
    const lines = (this.#unfinished[stream] + text).split('\n');
    this.#unfinished[stream] = lines.pop()!;
    for (const line of lines) this.#add(`${line}\n`);
    if (lines.length > 0) this.#tell();
  }

  #add(text: string): void {
    this.#lines.push({ at: this.#clock.now(), text });
    this.#length += text.length;
    if (this.#length > LONGEST) this.#trim();
  }

  /** Drops the older half at once: dropping line by line would move the rest each time. */
  #trim(): void {
    if (this.#length <= LONGEST) return;
    let count = 0;
    while (this.#length > LONGEST / 2 && count < this.#lines.length - 1)
      this.#length -= this.#lines[count++]!.text.length;
    this.#lines = this.#lines.slice(count);
    this.#dropped += count;
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers<void>();
  }
}

/** The lines `--since` and `--tail` leave. */
export function selectLines(
  lines: readonly LogLine[],
  { sinceSeconds, tailLines }: LogOptions,
  now: number,
): readonly LogLine[] {
  const from = sinceSeconds === undefined ? Number.NEGATIVE_INFINITY : now - sinceSeconds * 1_000;
  const recent = lines.filter(({ at }) => at >= from);
  return tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - tailLines));
}

/** What a loop writes each time round, and how long (ms) a round takes; undefined before it has begun its second. */
export function roundOf(log: ContainerLog | undefined): { lines: readonly LogLine[]; duration: number } | undefined {
  const lines = log?.lines ?? [];
  const again = lines.findIndex(({ at, text }) => text === lines[0]!.text && at > lines[0]!.at);
  if (again === -1) return undefined;
  return { lines: lines.slice(0, again), duration: lines[again]!.at - lines[0]!.at };
}

/** A line as the log endpoint sends it. */
export function printed({ at, text }: LogLine, { timestamps }: LogOptions): string {
  return timestamps ? `${new Date(at).toISOString().replace('Z', '000000Z')} ${text}` : text;
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  const end = Promise.withResolvers<void>();
  signal?.addEventListener('abort', () => end.resolve(), { once: true });
  return end.promise;
}
