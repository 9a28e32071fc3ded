import type { AlertEvaluation, EvaluatedBucket } from '../../alerts/index.ts';
import type { Explanation, LogRow, StoredEvent } from '../../types.ts';
import { CONDITION_SIGNS } from './conditions.ts';
import type { DetectorCase } from './detector-case.ts';
import type { RuleCase } from './rule-case.ts';
import { clockTime, counted, countRows, describeRecord, describeRow, rowNoun } from './wording.ts';

type Timeline = Explanation['timeline'];
type Entry = Timeline[number];

const SHOWN_ROWS = 10;
const SHOWN_RUNS = 10;
const SHOWN_BUCKETS = 3;

/** What happened to a RuleBased alert, oldest first: its rows, when they arrived, what each evaluation made of them. */
export function ruleTimeline(given: RuleCase): Timeline {
  const { alert, wanted, matching, nextRun, spec, lookback } = given;
  const told = matching.filter((row) => row.lastAt >= given.createdAt - lookback);
  const rows = (wanted.length > 0 ? wanted : told).slice(-SHOWN_ROWS);
  const entries = [
    { at: given.createdAt, text: `${alert.metadata.name} created` },
    ...rows.map((row) => ({ at: row.lastAt, text: `${rowNoun(spec.dataSet)}   ${describeRow(row)}   matches` })),
    ...arrivals(rows, given),
    ...leaving(rows, given),
    ...evaluationEntries(given),
  ];
  if (nextRun !== undefined) entries.push({ at: nextRun, text: 'next evaluation' });
  return entries.sort((left, right) => left.at - right.at);
}

/** What happened to a detector's alert, oldest first. */
export function detectorTimeline({ name, createdAt, state, counts, events }: DetectorCase): Timeline {
  const noun = state.detector.counts?.noun ?? 'values';
  const searches = state.searches.map((at) => ({ at, text: `searched${eventText(events, at)}` }));
  const entries = [
    { at: createdAt, text: `${name} created` },
    ...counts.slice(0, SHOWN_ROWS).map((count) => ({
      at: count.lastAt,
      text: `${count.namespace}/${count.name} reached ${counted(count.values.size, noun)} in the bucket from ${clockTime(count.bucket)}`,
    })),
    ...withoutRepeats(searches, ({ text }) => text === 'searched').slice(-SHOWN_RUNS),
  ];
  if (state.nextSearchAt !== undefined && state.searching)
    entries.push({ at: state.nextSearchAt, text: 'next search' });
  return entries.sort((left, right) => left.at - right.at);
}

/** When rows were written by Felix, and when alerts could see them; audit rows are written as they happen. */
function arrivals(rows: readonly LogRow[], { now, collecting }: RuleCase): Entry[] {
  return [...Map.groupBy(rows, ({ visibleAt }) => visibleAt)].flatMap(([visibleAt, members]) => {
    const count = countRows(members[0]!.dataSet, members.length);
    const flushedAt = Math.max(...members.map((row) => (collecting.has(row) ? visibleAt : flushOf(row))));
    if (flushedAt >= visibleAt || flushedAt > now) {
      return [{ at: visibleAt, text: visibleAt > now ? `${count} visible by then` : `${count} visible` }];
    }
    return [{ at: flushedAt, text: `${count} flushed, visible ${clockTime(visibleAt)}` }];
  });
}

/** From then on no evaluation sees any of the rows. */
function leaving(rows: readonly LogRow[], { now, lookback }: RuleCase): Entry[] {
  const newest = rows.at(-1);
  if (!newest) return [];
  const at = newest.time + lookback;
  const which = rows.length === 1 ? 'the row' : 'the rows';
  const leave = at > now ? (rows.length === 1 ? 'leaves' : 'leave') : 'left';
  return [{ at, text: `${which} ${leave} the window` }];
}

function flushOf({ document, visibleAt }: LogRow): number {
  const end: unknown = document['end_time'];
  if (typeof end === 'number') return end * 1_000;
  return typeof end === 'string' ? Date.parse(end) : visibleAt;
}

function evaluationEntries(given: RuleCase): Entry[] {
  const runs = given.evaluations.map((run) => ({ at: run.at, text: evaluationText(given, run), run }));
  return withoutRepeats(runs, ({ run }) => run.rows === 0 && run.events === 0 && run.error === undefined)
    .slice(-SHOWN_RUNS)
    .map(({ at, text }) => ({ at, text }));
}

/** Of runs in a row that all saw nothing, the last speaks for all. */
function withoutRepeats<Run extends Entry>(runs: readonly Run[], sawNothing: (run: Run) => boolean): Run[] {
  const told: Run[] = [];
  let quiet = 0;
  runs.forEach((run, index) => {
    quiet = sawNothing(run) ? quiet + 1 : 0;
    const next = runs[index + 1];
    if (quiet > 0 && next && sawNothing(next)) return;
    told.push(
      quiet > 1 ? { ...run, text: `${run.text}, ${quiet === 2 ? 'as before' : `as in the ${quiet - 1} before`}` } : run,
    );
  });
  return told;
}

function evaluationText({ spec, events }: RuleCase, { at, buckets, rows, error }: AlertEvaluation): string {
  if (error !== undefined) return `evaluated   failed: ${error}`;
  const outcome = eventText(events, at);
  const [bucket] = buckets;
  if (rows === 0 && !bucket?.holds) return `evaluated   no matching row in the window${outcome}`;
  if (!bucket && spec.aggregateBy?.length)
    return `evaluated   ${countRows(spec.dataSet, rows)} in the window, no bucket`;
  if (!bucket || !spec.metric || !spec.condition) {
    return `evaluated   ${countRows(spec.dataSet, rows)} in the window${outcome}`;
  }
  const shown = buckets.slice(0, SHOWN_BUCKETS).map((each) => bucketText(spec, each));
  const more = buckets.length > SHOWN_BUCKETS ? `, and ${buckets.length - SHOWN_BUCKETS} more` : '';
  // An event's record is its bucket, which stands here already.
  return `evaluated   ${shown.join('; ')}${more}${spec.aggregateBy?.length ? outcome.replace(/ \(.*\)$/, '') : outcome}`;
}

/** `bucket hipstershop, google.com: count 2 > 0`. */
function bucketText(spec: RuleCase['spec'], { key, value, holds }: EvaluatedBucket): string {
  const sign = CONDITION_SIGNS[spec.condition!];
  const where = spec.aggregateBy?.length ? `bucket ${spec.aggregateBy.map((name) => key[name]).join(', ')}: ` : '';
  return `${where}${spec.metric} ${value ?? 0} ${holds ? sign : `is not ${sign}`} ${spec.threshold ?? 0}`;
}

function eventText(events: readonly StoredEvent[], at: number): string {
  const made = events.filter((stored) => stored.at === at);
  if (made.length === 0) return '';
  return `   → ${made.length === 1 ? `event (${describeRecord(made[0]!.event.record)})` : `${made.length} events`}`;
}
