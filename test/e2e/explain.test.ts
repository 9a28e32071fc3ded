import { expect, test } from 'vitest';
import { firedrill, stateFolder } from '../support/firedrill.ts';

const DNS_ALERT = 'dns.unsanctioned.access';

test('a learner asks the simulated shell why nothing fired, does what it says, and asks again', async () => {
  const script = `
cat <<EOF | kubectl apply -f -
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: {name: strict}
spec:
  description: d
  severity: 100
  period: 1m
  lookback: 1m
  dataSet: flows
  query: '"dest_labels.labels" = "security=strict" AND source_namespace = default'
  aggregateBy: [source_name_aggr]
  metric: sum
  field: num_flows
  condition: gt
EOF
curl_shop() { kubectl exec multitool -- curl -sm3 -o /dev/null http://frontend.hipstershop; }
sleep 12
curl_shop
explain strict; echo "exit $?"
kubectl -n hipstershop label pod -l app=frontend security=strict
explain strict
sleep 12
curl_shop
explain strict
sleep 120
explain strict; echo "exit $?"
explain strict --json > answer.json
kubectl delete globalalert strict
explain strict
explain; echo "exit $?"
firedrill explain strict
firedrill play; echo "exit $?"
cat answer.json
`;
  const { stdout, stderr } = await firedrill(['shell', '--environment', 'hipstershop'], { input: script });
  const answers = stdout.split(/(?=^strict {3}|^strict$)/m).slice(1);
  const advice = answers.map((answer) => answer.split('\n\n')[1] ?? '');
  expect(advice[0]).toContain('has no label security=strict');
  expect(advice[0]).toContain('kubectl -n hipstershop label pod NAME security=strict');
  expect(advice[0]).toContain('exit 1');
  expect(advice[1]).toMatch(/had no label security=strict when the flow was made \(\S+\); it got it at/);
  expect(advice[1]).toContain('Send the same traffic again, now that the label is there.');
  expect(advice[2]).toMatch(/not yet: 2 flows match and are still being collected .* will count them\./);
  expect(advice[3]).toMatch(/^fired: strict fired at \S+ because of what you did: source_name_aggr multitool, sum 2\./);
  expect(advice[3]).toContain('exit 0');
  expect(answers[3]).toMatch(/2 flows flushed, visible \S+\n/);
  expect(answers[3]).toMatch(/evaluated {3}bucket multitool: sum 2 > 0 {3}→ event\n/);
  expect(advice[4]).toContain('GlobalAlert strict was deleted at');
  expect(advice[5]).toContain('GlobalAlert strict was deleted at');
  expect(stderr).toContain('usage: explain ALERT');
  expect(stderr).toContain('usage: firedrill explain ALERT');
  expect(stdout).toContain('exit 2');
  const json = JSON.parse(stdout.slice(stdout.indexOf('{\n')));
  expect(json).toMatchObject({ alert: 'strict', verdict: 'fired', cause: 'fired', event: { alert: 'strict' } });
});

test('from the host it tells of the newest session, and of one by its name', async () => {
  const state = stateFolder();
  const play = await firedrill(['play', 'tracks/alerts'], {
    input: ['1', '2', 'next', '3', '4', 'check', 'quit', ''].join('\n'),
    state,
  });
  expect(play.stdout).toContain('Passed: ');
  const fired = await firedrill(['explain', DNS_ALERT], { state });
  expect(fired).toMatchObject({ code: 0, stderr: '' });
  expect(fired.stdout).toMatch(
    /^dns\.unsanctioned\.access {3}dns, count > 0, every 1m over the last 1m {3}active, healthy\n/,
  );
  expect(fired.stdout).toMatch(/\nfired: dns\.unsanctioned\.access fired at \S+ because of what you did: /);

  const missing = await firedrill(['explain', 'network.lateral.access'], { state });
  expect(missing).toMatchObject({ code: 1, stderr: '' });
  expect(missing.stdout).toContain('There is no GlobalAlert network.lateral.access, only a GlobalAlertTemplate');

  const json = await firedrill(['explain', DNS_ALERT, '--json'], { state });
  const explanation = JSON.parse(json.stdout);
  expect(explanation).toMatchObject({ alert: DNS_ALERT, verdict: 'fired', cause: 'fired' });
  expect(explanation.timeline.map(({ at }: { at: number }) => at)).toEqual(
    explanation.timeline.map(({ at }: { at: number }) => at).sort((left: number, right: number) => left - right),
  );
  expect(JSON.parse((await firedrill(['explain', DNS_ALERT, '--json'], { state })).stdout)).toEqual(explanation);
});

test('without a session, or with a wrong one, it says what there is', async () => {
  const state = stateFolder();
  const none = await firedrill(['explain', DNS_ALERT], { state });
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('there is no session yet; play a track first: firedrill play');
  const wrong = await firedrill(['explain', DNS_ALERT, '--session', 'nope'], { state });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('there is no session nope; there is none yet');
});
