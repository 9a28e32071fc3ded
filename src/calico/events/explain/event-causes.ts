import type { Question, StoredEvent } from '../../types.ts';
import type { Cause } from './cause.ts';
import { answers, hasValues } from './question.ts';
import { clockTime, describeRecord } from './wording.ts';

/** What the causes about events need of a case, rule or detector. */
export interface EventCase {
  name: string;
  now: number;
  question: Question;
  events: readonly StoredEvent[];
}

/** The event that answers the question, if there is one: nothing else matters then. */
export const FIRED: Cause<EventCase> = {
  id: 'fired',
  find({ name, question, events, now }) {
    const event = events.find((stored) => answers(stored, question));
    if (!event) return undefined;
    const because = event.inputs.length > 0 ? ' because of what you did' : '';
    return {
      verdict: 'fired',
      reason: `${name} fired at ${clockTime(event.at, now)}${because}: ${describeRecord(event.event.record)}.`,
      event,
    };
  },
};

/** Events that exist but do not answer the question, the nearest to an answer first. */
export const WRONG_EVENTS: readonly Cause<EventCase>[] = [
  {
    id: 'only-background',
    find({ name, question, events, now }) {
      if (!question.causedByInput) return undefined;
      const event = events.findLast((stored) => answers(stored, { ...question, causedByInput: false }));
      if (!event) return undefined;
      const record = describeRecord(event.event.record);
      return {
        verdict: 'cannot',
        reason: `${name} fired at ${clockTime(event.at, now)}, but not because of you: the cluster's own traffic did that (${record}).`,
        advice: 'Trigger the alert yourself: run the command of the text that should set it off.',
      };
    },
  },
  {
    id: 'other-record',
    find({ name, question, events, now }) {
      if (!question.where) return undefined;
      const event = events.findLast((stored) => answers(stored, { ...question, where: {} }));
      if (!event) return undefined;
      const wanted = Object.entries(question.where).map(([key, value]) => `${key}=${value}`);
      return {
        verdict: 'cannot',
        reason: `${name} fired at ${clockTime(event.at, now)}, but about something else: ${differences(event, question.where)}.`,
        advice: `Trigger it so that the event has ${wanted.join(' and ')}.`,
      };
    },
  },
  {
    id: 'fired-before',
    find({ name, question, events, now }) {
      const { since } = question;
      if (since === undefined) return undefined;
      const event = events.findLast((stored) => stored.at < since && answers(stored, { ...question, since: 0 }));
      if (!event) return undefined;
      return {
        verdict: 'cannot',
        reason: `${name} last fired at ${clockTime(event.at, now)}, and only what happens after ${clockTime(since, now)} counts here.`,
        advice: 'Trigger it once more.',
      };
    },
  },
];

function differences({ event }: StoredEvent, where: NonNullable<Question['where']>): string {
  return Object.entries(where)
    .filter(([key, value]) => !hasValues(event.record, { [key]: value }))
    .map(([key, value]) => `${key} is ${JSON.stringify(event.record[key] ?? null)}, not "${value}"`)
    .join(', ');
}
