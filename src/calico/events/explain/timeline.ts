import type { AlertEvaluation } from '../../alerts/index.ts';
import type { Explanation, LogRow, StoredEvent } from '../../types.ts';
import { CONDITION_SIGNS } from './conditions.ts';
import type { DetectorCase } from './detector-case.ts';
import type { RuleCase } from './rule-case.ts';
import { clockTime, countRows, describeRecord, describeRow, rowNoun } from './wording.ts';

type Timeline = Explanation['timeline'];

const SHOWN_ROWS = 10;
const SHOWN_EVALUATIONS = 10;

/** What happened to a RuleBased alert, oldest first: its rows, when they arrived, what each evaluation made of them. */
export function ruleTimeline(given: RuleCase): Timeline {
  const { alert, wanted, matching, evaluations, nextRun, now, spec } = given;
  const rows = (wanted.length > 0 ? wanted : matching).slice(-SHOWN_ROWS);
  const entries = [
    { at: given.createdAt, text: `${alert.metadata.name} created` },
    ...rows.map((row) => ({ at: row.lastAt, text: `${rowNoun(spec.dataSet)}   ${describeRow(row)}   matches` })),
    ...arrivals(rows, now),
    ...evaluations.slice(-SHOWN_EVALUATIONS).map((run) => ({ at: run.at, text: evaluationText(given, run) })),
  ];
  if (nextRun !== undefined) entries.push({ at: nextRun, text: 'next evaluation' });
  return entries.sort((left, right) => left.at - right.at);
}

/** What happened to a detector's alert, oldest first. */
export function detectorTimeline({ name, createdAt, state, counts, events }: DetectorCase): Timeline {
  const noun = state.detector.counts?.noun ?? 'values';
  const entries = [
    { at: createdAt, text: `${name} created` },
    ...counts.slice(0, SHOWN_ROWS).map((count) => ({
      at: count.lastAt,
      text: `${count.namespace}/${count.name} reached ${count.values.size} ${noun} in the bucket from ${clockTime(count.bucket)}`,
    })),
    ...state.searches.slice(-SHOWN_EVALUATIONS).map((at) => ({ at, text: `searched${eventText(events, at)}` })),
  ];
  if (state.nextSearchAt !== undefined && state.searching)
    entries.push({ at: state.nextSearchAt, text: 'next search' });
  return entries.sort((left, right) => left.at - right.at);
}

function arrivals(rows: readonly LogRow[], now: number): { at: number; text: string }[] {
  return [...Map.groupBy(rows, (row) => row.visibleAt)].map(([at, members]) => {
    const count = countRows(members[0]!.dataSet, members.length);
    return { at, text: at > now ? `${count} visible by then` : `${count} visible` };
  });
}

function evaluationText({ spec, events }: RuleCase, { at, buckets, rows, error }: AlertEvaluation): string {
  if (error !== undefined) return `evaluated   failed: ${error}`;
  const outcome = eventText(events, at);
  if (rows === 0) return `evaluated   no matching row in the window${outcome}`;
  const bucket = buckets[0];
  if (!bucket || !spec.metric || !spec.condition) {
    return `evaluated   ${countRows(spec.dataSet, rows)} in the window${outcome}`;
  }
  const sign = CONDITION_SIGNS[spec.condition];
  const verdict = bucket.holds ? sign : `is not ${sign}`;
  return `evaluated   ${spec.metric} ${bucket.value ?? 0} ${verdict} ${spec.threshold ?? 0}${outcome}`;
}

function eventText(events: readonly StoredEvent[], at: number): string {
  const made = events.filter((stored) => stored.at === at);
  if (made.length === 0) return '';
  return `   → ${made.length === 1 ? `event (${describeRecord(made[0]!.event.record)})` : `${made.length} events`}`;
}
