import { SHIPPING_DELAY } from '../../logs/index.ts';
import type { LogRow } from '../../types.ts';
import type { Cause } from './cause.ts';
import { type RuleCase, sightings } from './rule-case.ts';
import { clockTime, countRows, describeRow, duration } from './wording.ts';

/** Rows that will make the alert fire, once they have arrived and the alert looks. */
export const ON_THE_WAY: readonly Cause<RuleCase>[] = [
  {
    id: 'not-flushed',
    find: (given) =>
      onTheWay(
        given,
        (row) => given.collecting.has(row),
        (row) =>
          `still being collected (every ${duration(given.logs.flushInterval(given.spec.dataSet))}) and visible by ${clockTime(row.visibleAt, given.now)}`,
      ),
  },
  {
    id: 'shipping',
    find: (given) =>
      onTheWay(
        given,
        (row) => row.visibleAt > given.now,
        (row) => `on the way to the log store and visible at ${clockTime(row.visibleAt, given.now)}`,
      ),
  },
  {
    id: 'next-evaluation',
    find: (given) =>
      onTheWay(
        given,
        () => true,
        () => 'visible',
      ),
  },
];

/** Rows that matched, and that no evaluation can see any more or ever could. */
export const OUT_OF_WINDOW: readonly Cause<RuleCase>[] = [
  {
    id: 'lookback-below-flush',
    find({ spec, period, lookback, logs, name, matching }) {
      const flush = logs.flushInterval(spec.dataSet);
      const youngest = flush + SHIPPING_DELAY.least;
      // Rows from before somebody raised the interval may have been seen; what counts is what happens now.
      const newest = matching.at(-1);
      if (lookback >= youngest || (newest && newest.visibleAt <= newest.time + lookback)) return undefined;
      const looks = spec.lookback ? 'looks back' : 'looks back (by default)';
      return {
        verdict: 'cannot',
        reason: `${name} ${looks} ${duration(lookback)}, but Felix flushes only every ${duration(flush)}: a row is at least ${duration(youngest)} old when it arrives, so no evaluation ever sees it.`,
        advice: `Lower the flush interval (kubectl patch felixconfiguration default --type merge -p '{"spec":{"${flushField(spec.dataSet)}":"10s"}}'), or give the alert a lookback over ${duration(flush + SHIPPING_DELAY.most + period)}.`,
      };
    },
  },
  {
    id: 'before-alert',
    find(given) {
      const row = given.wanted.at(-1);
      if (!row || row.lastAt >= given.inForceSince || sightings(given).length > 0) return undefined;
      return {
        verdict: 'cannot',
        reason: `What would have matched happened at ${clockTime(row.lastAt, given.now)}, before the alert was made or last changed at ${clockTime(given.inForceSince, given.now)}, and has left its window: ${describeRow(row)}.`,
        advice:
          row.dataSet === 'audit' && row.document['verb'] !== 'delete'
            ? `Applying ${row.document['objectRef']?.name ?? 'the object'} again unchanged writes nothing: change it (kubectl edit, or a label), or delete it and create it again.`
            : 'Run the command that triggers it again, now that the alert is there.',
      };
    },
  },
  {
    id: 'window-missed',
    find(given) {
      const { spec, period, lookback, logs, question } = given;
      const recent = given.wanted.filter(({ lastAt }) => lastAt >= (question.since ?? 0));
      const row = recent.at(-1);
      if (!row || sightings({ ...given, wanted: recent }).length > 0) return undefined;
      const missesNothing = logs.flushInterval(spec.dataSet) + SHIPPING_DELAY.most + period;
      return {
        verdict: 'cannot',
        reason: `A row matches, but it can be seen only from ${clockTime(row.visibleAt, given.now)} until ${clockTime(row.time + lookback, given.now)}, and no evaluation falls in between: ${describeRow(row)}.`,
        advice: `Run the command that triggers it again${bestMoment(given)}. A lookback of ${duration(missesNothing)} or more would miss nothing.`,
        nearest: { row },
      };
    },
  },
];

/** Longer than a period of one minute ever lets anybody wait. */
const LONG_WAIT = 120_000;

function onTheWay(
  given: RuleCase,
  isHere: (row: LogRow) => boolean,
  where: (row: LogRow) => string,
): ReturnType<Cause<RuleCase>['find']> {
  const { forecast, spec, now } = given;
  if (!forecast) return undefined;
  const { rows } = forecast;
  const latest = rows.findLast(isHere);
  if (!latest) return undefined;
  const verb = rows.length === 1 ? 'matches and is' : 'match and are';
  const counts = `${latest.visibleAt > forecast.at ? 'may already' : 'will'} count ${rows.length === 1 ? 'it' : 'them'}`;
  return {
    verdict: 'not-yet',
    reason: `${countRows(spec.dataSet, rows.length)} ${verb} ${where(latest)}; the evaluation at ${clockTime(forecast.at, now)} (in ${duration(forecast.at - now)}) ${counts}.`,
    ...(forecast.at - now > LONG_WAIT && {
      advice: `Wait, or give ${given.name} a shorter period while you try it out: it is evaluated every ${duration(given.period)}.`,
    }),
    nextAt: forecast.at,
    nearest: { row: latest },
  };
}

/** When to act so that the row begins after one evaluation and has arrived by the one after it. */
function bestMoment({ nextRun, period, logs, spec, now }: RuleCase): string {
  if (nextRun === undefined) return '';
  const flush = logs.flushInterval(spec.dataSet);
  const [first, last] = [nextRun + flush + 1000, nextRun + period - flush - SHIPPING_DELAY.most - 1000];
  return first < last ? `, best between ${clockTime(first, now)} and ${clockTime(last, now)}` : '';
}

function flushField(dataSet: string): string {
  return dataSet === 'dns' ? 'dnsLogsFlushInterval' : 'flowLogsFlushInterval';
}
