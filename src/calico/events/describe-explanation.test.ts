import { expect, test } from 'vitest';
import { portScanAlert, startLab } from '../lab/lab.ts';
import { client, DNS, MINE, withAlert } from '../lab/rule-lab.ts';
import { describeExplanation } from './describe-explanation.ts';

const GLOBAL_ALERTS = 'globalalerts.projectcalico.org';

test('tells what the alert is, what happened, what came of it, and when it is looked at next', () => {
  const { lab, explain } = withAlert(DNS);
  lab.runTo(20);
  lab.ask(client, 'google.com', { input: 1 });
  lab.runTo(100);
  const alert = lab.store.get(GLOBAL_ALERTS, undefined, 'a');
  expect(describeExplanation(explain(MINE), alert, lab.clock.now())).toBe(
    [
      'a   dns, count > 0, every 1m over the last 1m   active, healthy',
      '13:00:00  a created',
      '13:00:20  DNS row   default/multitool asked A google.com (NoError)   matches',
      '13:00:30  1 DNS row flushed, visible 13:00:36',
      '13:01:00  evaluated   bucket default, multitool, google.com: count 1 > 0   → event',
      '13:01:20  the row left the window',
      '',
      'fired: a fired at 13:01:00 because of what you did: client_name_aggr multitool, client_namespace default, count 1, qname google.com.',
      'next evaluation 13:02:00',
      '',
    ].join('\n'),
  );
});

test('names the nearest miss and what to do about it', () => {
  const { lab, explain } = withAlert(DNS);
  lab.runTo(20);
  lab.ask(client, 'github.com', { input: 1 });
  lab.runTo(40);
  const text = describeExplanation(explain(MINE), lab.store.get(GLOBAL_ALERTS, undefined, 'a'), lab.clock.now());
  expect(text).toContain('not as things stand: No DNS row matches. The nearest, at 13:00:20:');
  expect(text).toContain('It failed on qname = "google.com"');
});

test('has a line for a detector, and for an alert that is not there', () => {
  const lab = startLab();
  lab.store.create(portScanAlert());
  const name = 'tigera.io.detector.port-scan';
  const { securityEvents } = lab.calico;
  const text = describeExplanation(
    securityEvents.explain(name),
    lab.store.get(GLOBAL_ALERTS, undefined, name),
    lab.clock.now(),
  );
  expect(text.split('\n')[0]).toBe(`${name}   detector port_scan   just made`);
  expect(describeExplanation(securityEvents.explain('b'), undefined, lab.clock.now())).toMatch(
    /^b\n\nnot as things stand: There is no/,
  );
});

test("bears the date where a time of day could be taken for another day's", () => {
  const { lab, explain } = withAlert({ ...DNS, period: '24h0m0s', lookback: '48h0m0s' });
  lab.runTo(20);
  lab.ask(client, 'google.com', { input: 1 });
  lab.runTo(40);
  const alert = lab.store.get(GLOBAL_ALERTS, undefined, 'a');
  const soon = describeExplanation(explain(MINE), alert, lab.clock.now());
  expect(soon).toContain('the evaluation at 2022-11-04 13:00:00 (in 23h59m20s) will count it');
  expect(soon).toContain('next evaluation 2022-11-04 13:00:00');
  expect(soon).toContain('2022-11-05 13:00:20  the row leaves the window');
  lab.runTo(24 * 3_600 + 10);
  const later = describeExplanation(explain(MINE), alert, lab.clock.now());
  expect(later).toContain('2022-11-03 13:00:20  DNS row');
  expect(later).toContain('fired: a fired at 13:00:00 because');
});
