import type { RecordedInput } from '../sandbox/index.ts';
import type { RewindPoint } from './rewind-point.ts';
import type { SessionEvent } from './state.ts';

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
  /** The real cluster it was played against; absent for a simulated world. */
  context?: string;
  /** Begun on the full screen: programs may ask it to edit a file. */
  screen?: boolean;
}

/** A line of the file after the header. */
export type Entry =
  | { input: RecordedInput }
  | { event: SessionEvent }
  | { mark: number }
  /** The line being typed in a terminal, as it stands. */
  | { draft: string; terminal: string }
  /** What came after the first so many inputs and events is void. */
  | { rewind: RewindPoint }
  /** Lines typed in an earlier world, per terminal. */
  | { history: Readonly<Record<string, readonly string[]>> };

/** What a journal says is in force: everything but what was taken back. */
export interface PastSession {
  header: SessionHeader;
  inputs: readonly RecordedInput[];
  events: readonly SessionEvent[];
  /** The latest simulated time written down (ms). */
  until: number;
  /** Lines that were being typed, per terminal. */
  drafts: Readonly<Record<string, string>>;
  /** Lines typed so far, per terminal, oldest first; those taken back are still worth recalling. */
  history: Readonly<Record<string, readonly string[]>>;
}

/** Reads the entries of a journal in order. */
export function readEntries(header: SessionHeader, entries: readonly Entry[]): PastSession {
  let inputs: RecordedInput[] = [];
  const events: SessionEvent[] = [];
  const drafts: Record<string, string> = {};
  const history: Record<string, string[]> = {};
  let until = header.start;
  for (const entry of entries) {
    if ('input' in entry) {
      inputs.push(entry.input);
      until = Math.max(until, entry.input.at);
      const { input } = entry.input;
      if (input.kind === 'line' || input.kind === 'keys') delete drafts[input.terminal];
      if (input.kind === 'line') (history[input.terminal] ??= []).push(input.text);
    } else if ('event' in entry) {
      events.push(entry.event);
      until = Math.max(until, entry.event.at);
    } else if ('mark' in entry) until = Math.max(until, entry.mark);
    else if ('rewind' in entry) {
      inputs = inputs.filter(({ number }) => number <= entry.rewind.inputs);
      events.length = Math.min(events.length, entry.rewind.events);
      until = entry.rewind.at;
    } else if ('draft' in entry) {
      if (entry.draft === '') delete drafts[entry.terminal];
      else drafts[entry.terminal] = entry.draft;
    } else if ('history' in entry) {
      for (const [terminal, lines] of Object.entries(entry.history)) (history[terminal] ??= []).push(...lines);
    }
  }
  return { header, inputs, events, until, drafts, history };
}
