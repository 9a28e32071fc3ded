import { expect, test } from 'vitest';
import { byStatus } from './cluster-alerts.ts';
import { ClusterNews, troubleOf } from './cluster-news.ts';
import { clusterPace } from './cluster-pace.ts';
import { Evaluations } from './evaluations.ts';
import type { Answer } from './kubectl.ts';

type Status = { lastExecuted?: string; lastEvent?: string; errorConditions?: { message: string }[] };
const alert = (status: Status = {}, spec: object = { period: '1m' }, name = 'rule') => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'GlobalAlert',
  metadata: { name, uid: `uid-${name}`, creationTimestamp: '2022-11-03T10:00:00Z' },
  spec,
  status,
});
const minute = (number: number) => `2022-11-03T10:${String(number).padStart(2, '0')}:00Z`;

/** A cluster whose every question costs a second, and a stopwatch that knows nothing of its clock. */
function fakeCluster(itemsAt: (asked: number) => unknown[], date = (_: number): string | undefined => undefined) {
  let asked = 0;
  let stopwatch = 5_000_000;
  const kubectl = async (): Promise<Answer> => {
    asked += 1;
    const header = date(asked);
    return {
      code: 0,
      stdout: JSON.stringify({ items: itemsAt(asked) }),
      stderr: header ? `I1103 round_trippers.go:587]     Date: ${header}\n` : '',
    };
  };
  const news = new ClusterNews(kubectl, () => stopwatch);
  const said: string[] = [];
  const pace = (live = false, shipping = 30_000) =>
    clusterPace({
      news,
      live,
      delay: { flush: 10_000, shipping },
      say: (text) => said.push(text),
      sleep: async (milliseconds) => void (stopwatch += milliseconds),
      stopwatch: () => stopwatch,
    });
  return { news, pace, said, asked: () => asked, pass: (milliseconds: number) => void (stopwatch += milliseconds) };
}

test("the cluster's time is the Date of its last answer and what has gone by since, whatever this machine's clock says", async () => {
  const { news, pass } = fakeCluster(
    () => [],
    () => 'Thu, 03 Nov 2022 10:00:07 GMT',
  );
  expect(news.now).toBe(0);
  await news.refresh();
  expect(news.now).toBe(Date.parse('2022-11-03T10:00:07Z'));
  pass(500);
  expect(news.now).toBe(Date.parse('2022-11-03T10:00:07.500Z'));
});

test('the newest of several answers counts, and without a Date the youngest time the cluster wrote down', async () => {
  const two = fakeCluster(
    () => [],
    () => 'Thu, 03 Nov 2022 10:00:07 GMT\nI1103 x]     Date: Thu, 03 Nov 2022 10:00:09 GMT',
  );
  await two.news.refresh();
  expect(two.news.now).toBe(Date.parse('2022-11-03T10:00:09Z'));
  const none = fakeCluster(() => [alert({ lastExecuted: minute(3) })]);
  await none.news.refresh();
  expect(none.news.now).toBe(Date.parse(minute(3)));
});

test('evaluations are counted by changes of lastExecuted, also for an alert that is made anew', async () => {
  const states = [
    alert(),
    alert(),
    alert({ lastExecuted: minute(1) }),
    alert({ lastExecuted: minute(1) }),
    alert({ lastExecuted: minute(2) }),
  ];
  const { news } = fakeCluster((asked) => [states[asked - 1]!]);
  await news.refresh();
  const evaluations = new Evaluations(news);
  const counts: number[] = [];
  for (let look = 0; look < 4; look++) {
    await news.refresh();
    evaluations.look();
    counts.push(evaluations.of(news.alert('rule')!));
  }
  expect(counts).toEqual([0, 1, 1, 2]);
});

test('a check is given up once its alert was evaluated often enough with everything shipped, and not before', async () => {
  const { news, pace } = fakeCluster((asked) => [alert({ lastExecuted: minute(Math.floor(asked / 3)) })]);
  await news.refresh();
  const patience = pace(true, 90_000).patience(Number.POSITIVE_INFINITY);
  const answer: { alerts: string[]; nextAt?: number } = { alerts: ['rule'] };
  let rounds = 0;
  while ((await patience.over(answer)) === undefined && rounds++ < 50) await patience.pass(answer);
  // Three evaluations, and two more for ninety seconds of shipping at one a minute.
  expect(await patience.over(answer)).toMatch(/^evaluated 5 times meanwhile/);
  expect(rounds).toBe(5);
});

test('a detector is never given up by counting: its lastExecuted is no evaluation', async () => {
  const { news, pace } = fakeCluster((asked) => [alert({ lastExecuted: minute(asked) }, { type: 'AnomalyDetection' })]);
  await news.refresh();
  const patience = pace().patience(8_000);
  for (let round = 0; round < 4; round++) {
    expect(await patience.over({ alerts: ['rule'] })).toBeUndefined();
    await patience.pass({});
  }
  expect(await patience.over({ alerts: ['rule'] })).toBeUndefined();
  for (let round = 0; round < 5; round++) await patience.pass({});
  expect(await patience.over({ alerts: ['rule'] })).toBe('the time to wait is over');
});

test('without a person, what should set off a new rule is done a flush interval after one of its evaluations', async () => {
  let made = false;
  const { news, pace, said, asked } = fakeCluster(
    (asked) => (made ? [alert({ lastExecuted: asked < 8 ? undefined : minute(1) })] : []),
    // Thirty times as fast as the stopwatch: only its own Date tells how much of the interval is gone.
    (asked) => new Date(Date.parse(minute(0)) + asked * 3_000).toUTCString(),
  );
  await news.refresh();
  const waiting = pace();
  await waiting.settle();
  expect(said).toEqual([]);
  made = true;
  await waiting.settle();
  // Evaluated at the eighth question; ten seconds of its time are four questions more.
  expect(asked()).toBe(12);
  expect(said).toEqual(['waiting for an evaluation of rule, to act just after it']);
  await waiting.settle();
  expect(asked()).toBe(13);
});

test('what comes too late to be shipped before the next evaluation waits for that one', async () => {
  let made = false;
  const { news, pace, said } = fakeCluster(
    (asked) => (made ? [alert({ lastExecuted: minute(Math.floor(asked / 20)) })] : []),
    (asked) => new Date(Date.parse(minute(0)) + asked * 3_000).toUTCString(),
  );
  await news.refresh();
  const waiting = pace();
  made = true;
  for (let block = 0; block < 8; block++) {
    await waiting.settle();
    const second = (news.now / 1_000) % 60;
    expect([second >= 10, second < 60 - 30]).toEqual([true, true]);
    await news.refresh();
  }
  expect(said.length).toBeGreaterThan(1);
});

test.each([
  ['fired before', alert({ lastEvent: minute(1) })],
  ['whose windows overlap', alert({}, { period: '1m', lookback: '10m' })],
  ['of a detector', alert({}, { type: 'AnomalyDetection' })],
])('nobody waits for a rule %s', async (_, made) => {
  let there = false;
  const { news, pace, said } = fakeCluster(() => (there ? [made] : []));
  await news.refresh();
  const waiting = pace();
  there = true;
  await waiting.settle();
  expect(said).toEqual([]);
});

test('a command that takes longer than it may is stalled', async () => {
  const { news, pace } = fakeCluster(() => []);
  await news.refresh();
  await expect(pace().run(new Promise(() => {}), news.now + 10)).rejects.toMatchObject({ name: 'Stalled' });
  expect(await pace().run(Promise.resolve(3), news.now + 10)).toBe(3);
});

test('what a status can say: fired since, not yet and why, nothing of a detector, no alert', () => {
  const since = Date.parse(minute(5));
  const verdict = (status: Status, spec?: object) => byStatus('rule', alert(status, spec), since);
  expect(verdict({ lastEvent: minute(5) })).toMatchObject({ verdict: 'fired' });
  expect(verdict({ lastEvent: minute(4) })).toMatchObject({ verdict: 'not-yet' });
  expect(verdict({ errorConditions: [{ message: 'bad query' }] }).reason).toContain('bad query');
  expect(verdict({ lastEvent: minute(9) }, { type: 'AnomalyDetection' })).toMatchObject({ verdict: 'unknown' });
  expect(byStatus('rule', undefined, since)).toMatchObject({ verdict: 'cannot', advice: 'Apply it first.' });
});

test.each([
  ['error: the server doesn\'t have a resource type "globalalerts"', /is not installed there$/],
  [
    'Error from server (Forbidden): globalalerts is forbidden: User "x" cannot list',
    /^you may not read GlobalAlerts in context "c": globalalerts is forbidden/,
  ],
  ['error: You must be logged in to the server (Unauthorized)', /does not take your login: You must be logged in/],
  [
    "E1103 memcache.go:265] couldn't get\nThe connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?",
    /\(https:\/\/s\) does not answer: The connection to the server 127.0.0.1:1 was refused/,
  ],
  ['Unable to connect to the server: dial tcp: lookup nowhere: no such host', /does not answer: Unable to connect/],
])('kubectl says %j, and the user reads one sentence', (stderr, sentence) => {
  const text = troubleOf(stderr, 'c', 'https://s');
  expect(text).toMatch(sentence);
  expect(text).not.toContain('\n');
});
