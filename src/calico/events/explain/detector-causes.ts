import { BUCKET } from '../../anomaly/index.ts';
import { type Cause, type FoundCause, firstCause } from './cause.ts';
import type { BucketCount, DetectorCase } from './detector-case.ts';
import { NOBODY_SEARCHES } from './detector-host-causes.ts';
import { FIRED, WRONG_EVENTS } from './event-causes.ts';
import { clockTime, counted, duration } from './wording.ts';

const FOUND_SOON: readonly Cause<DetectorCase>[] = [
  {
    id: 'bucket-open',
    find: (given) =>
      foundSoon(
        given,
        ({ complete }) => !complete,
        (count, { state }) =>
          `the five minutes they fall into end at ${clockTime(count.bucket + BUCKET)} and are complete at ${clockTime(state.completeAt(count.bucket))}`,
      ),
  },
  {
    id: 'search-pending',
    find: (given) =>
      foundSoon(
        given,
        ({ complete }) => complete,
        (count) => `the five minutes from ${clockTime(count.bucket)} are complete`,
      ),
  },
];

const NOT_ENOUGH: readonly Cause<DetectorCase>[] = [
  {
    id: 'judged-before',
    find({ name, state, counts, createdAt, now }) {
      const count = counts.find(({ values }) => values.size >= state.threshold);
      if (!count) return undefined;
      return {
        verdict: 'cannot',
        reason: `${reached(count, state)}, but that was in the five minutes from ${clockTime(count.bucket)}, and nothing searched them with ${name} in force (made at ${clockTime(createdAt, now)}).`,
        advice: 'Run the scan again, now that the detector is searching.',
      };
    },
  },
  {
    id: 'split-over-buckets',
    find({ state, counts }) {
      for (const count of counts) {
        const next = counts.find((other) => other.bucket === count.bucket + BUCKET && isSameSource(count, other));
        if (!next) continue;
        const both = new Set([...count.values, ...next.values]).size;
        if (both < state.threshold) continue;
        return {
          verdict: 'cannot',
          reason: `${source(count)} reached ${both} ${noun(state)}, but over two buckets of five minutes: ${count.values.size} before ${clockTime(next.bucket)} and ${next.values.size} after. Each alone is under the threshold of ${state.threshold}.`,
          advice: `Scan again so that all of it falls between two multiples of five minutes, or scan more.`,
        };
      }
      return undefined;
    },
  },
  ...WRONG_EVENTS,
  {
    id: 'values-aggregated-away',
    find({ state, blindConnections, counts: [highest] }) {
      const { counts } = state.detector;
      if (!counts || blindConnections === 0) return undefined;
      // A few rows without a value beside many with one are not what it was too little for.
      if (blindConnections + (highest?.values.size ?? 0) < state.threshold && highest !== undefined) return undefined;
      const kinds = counts.field === 'dest_port' ? '0, 1 or 2' : '0 or 1';
      return {
        verdict: 'cannot',
        reason: `The flow logs are aggregated so far that ${counted(blindConnections, 'connections')} left no ${counts.noun} in them, so there is too little to count${highest ? `: ${highest.values.size} of ${state.threshold}` : ''}.`,
        advice: `Set flowLogsFileAggregationKindForAllowed and ...ForDenied in the FelixConfiguration to ${kinds}, then scan again.`,
      };
    },
  },
  {
    id: 'below-detector-threshold',
    find({ state, counts }) {
      const highest = counts[0];
      if (!highest) return undefined;
      return {
        verdict: 'cannot',
        reason: `${reached(highest, state)} within five minutes, and the threshold is ${state.threshold}: ${highest.values.size} of ${state.threshold}.`,
        advice: `Scan at least ${state.threshold} ${noun(state)} within one bucket of five minutes.`,
      };
    },
  },
  {
    id: 'no-flow',
    find({ question, createdAt, name, now }) {
      const whose = question.causedByInput ? ' because of you' : '';
      return {
        verdict: 'cannot',
        reason: `No flow was made${whose} that ${name} could count (the alert is from ${clockTime(createdAt, now)}).`,
        advice: 'Run the scan from a pod.',
      };
    },
  },
];

/** Why an AnomalyDetection alert found something or did not: the cause that holds, most telling first. */
export function explainDetector(given: DetectorCase): FoundCause {
  return firstCause([FIRED, ...NOBODY_SEARCHES, ...FOUND_SOON, ...NOT_ENOUGH], given)!;
}

function foundSoon(
  given: DetectorCase,
  isIt: (count: BucketCount) => boolean,
  when: (count: BucketCount, given: DetectorCase) => string,
): ReturnType<Cause<DetectorCase>['find']> {
  const { state, counts, now } = given;
  const { nextSearchAt, judgedThrough = Number.NEGATIVE_INFINITY } = state;
  const count = counts.find((one) => one.values.size >= state.threshold && one.bucket > judgedThrough && isIt(one));
  if (!count || !state.searching || nextSearchAt === undefined) return undefined;
  const wait = Math.max(0, state.completeAt(count.bucket) - nextSearchAt);
  const nextAt = nextSearchAt + Math.ceil(wait / state.searchInterval) * state.searchInterval;
  return {
    verdict: 'not-yet',
    reason: `${reached(count, state)} (threshold ${state.threshold}); ${when(count, given)}, and the detector searches at ${clockTime(nextAt)} (in ${duration(nextAt - now)}).`,
    nextAt,
  };
}

function reached(count: BucketCount, state: DetectorCase['state']): string {
  return `${source(count)} reached ${counted(count.values.size, noun(state))}`;
}

function source({ namespace, name }: BucketCount): string {
  return `${namespace}/${name}`;
}

function noun(state: DetectorCase['state']): string {
  return state.detector.counts?.noun ?? 'values';
}

function isSameSource(left: BucketCount, right: BucketCount): boolean {
  return left.namespace === right.namespace && left.name === right.name;
}
