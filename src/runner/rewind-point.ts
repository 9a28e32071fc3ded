import type { RecordedInput } from '../sandbox/index.ts';
import type { SessionEvent } from './state.ts';

/** A moment to go back to: what came after the first `inputs` inputs and the first `events` events is void. */
export interface RewindPoint {
  inputs: number;
  events: number;
  /** Simulated milliseconds. */
  at: number;
}

/** Where an undo leads, and what it takes back, in the learner's words. */
export interface UndoPoint extends RewindPoint {
  what: string;
}

/**
 * The moment before the learner's last doing: a line, a block, a file, a solution, a step gone on from. Keys typed into
 * a running command, and what came in past the session, are doings of their own. Undefined when nothing was done yet.
 */
export function undoPoint(events: readonly SessionEvent[], log: readonly RecordedInput[]): UndoPoint | undefined {
  const begin = events.findLastIndex(({ type }) => type === 'acted');
  const action = events[begin];
  const input = log.findLast(isDoing);
  if (input && standsAlone(input, action, events.slice(begin + 1))) return before(input, events);
  if (action?.type !== 'acted') return undefined;
  return { inputs: action.inputs ?? 0, events: begin, at: action.at, what: action.what };
}

/** The step as it was when it first became current, its set-up done. */
export function stepPoint(events: readonly SessionEvent[], step: number): RewindPoint | undefined {
  const index = events.findIndex(
    (event) => event.type === 'step-opened' && event.step === step && event.inputs !== undefined,
  );
  const opened = events[index];
  return opened && { inputs: opened.inputs ?? 0, events: index + 1, at: opened.at };
}

function standsAlone(
  { number, input }: RecordedInput,
  action: SessionEvent | undefined,
  since: readonly SessionEvent[],
): boolean {
  const end = since.findLast(endsAction);
  if (end) return number > (end.inputs ?? 0);
  if (!action) return true;
  return input.kind === 'keys' && number > (action.inputs ?? 0) + 1;
}

function before({ number, at, input }: RecordedInput, events: readonly SessionEvent[]): UndoPoint {
  const later = events.findIndex(({ inputs = 0 }) => inputs >= number);
  return { inputs: number - 1, events: later < 0 ? events.length : later, at, what: describe(input) };
}

/** Ends of what a learner began; a statement inside a block is not one. */
function endsAction(event: SessionEvent): boolean {
  if (event.type === 'line-ended') return event.block === undefined;
  return event.type === 'block-ended' || event.type === 'solved' || event.type === 'step-opened';
}

/** Checks, set-up, time and the size of a window change nothing a learner would want back. */
function isDoing({ input }: RecordedInput): boolean {
  switch (input.kind) {
    case 'line':
    case 'keys':
    case 'file':
    case 'request':
    case 'connect':
    case 'stream':
      return true;
    case 'script':
      return input.cause === 'learner';
    default:
      return false;
  }
}

function describe(input: RecordedInput['input']): string {
  switch (input.kind) {
    case 'line':
    case 'keys':
      return firstLine(input.text ?? 'end of input');
    case 'file':
      return `the change of ${input.path}`;
    case 'request':
      return `${input.method} ${input.path}`;
    case 'script':
      return input.name;
    default:
      return 'what was sent from outside';
  }
}

function firstLine(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');
  return rest.length > 0 ? `${first} ...` : first;
}
