import { describe, expect, test } from 'vitest';
import { createRandom, VirtualClock } from '../../clock/index.ts';
import { createCluster } from '../../cluster/index.ts';
import { evaluate } from '../alerts/index.ts';
import type { GlobalAlertSpec } from './index.ts';
import { calicoKinds, operatorAlertTemplates, renderTemplate } from './index.ts';

describe('rendering', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['${a} and ${b}', { a: 'x', b: 'y' }, 'x and y'],
    ['${count} times', { count: 4 }, '4 times'],
    ['${sum} in all', { sum: 4 }, '4.0 in all'],
    ['port ${dest_port}', { dest_port: 8080 }, 'port 8080.0'],
    ['${avg}', { avg: 2.26 }, '2.3'],
    ['${avg} to the even one', { avg: 2.25 }, '2.2 to the even one'],
    ['${avg} to the even one', { avg: 2.75 }, '2.8 to the even one'],
    ['${objectRef.name}', { 'objectRef.name': 'set' }, 'set'],
    ['${missing} stays', {}, '${missing} stays'],
    ['${gone} stays', { gone: null }, '${gone} stays'],
    ['${a}${a}', { a: '1' }, '11'],
    ['$a {a} ${a}', { a: '$&' }, '$a {a} $&'],
    ['${constructor}', {}, '${constructor}'],
  ])('%s of %j is %s', (template, record, text) => {
    expect(renderTemplate(template, record)).toBe(text);
  });
});

describe("the operator's templates", () => {
  test.each(['3.14', '3.15'])('of %s are accepted by the API', async (release) => {
    const clock = new VirtualClock(0);
    const cluster = createCluster({ clock, random: createRandom(1), kinds: calicoKinds });
    for (const template of operatorAlertTemplates(release)) {
      const url = 'http://cluster/apis/projectcalico.org/v3/globalalerttemplates';
      const headers = { 'content-type': 'application/json' };
      const response = await cluster.handle(
        new Request(url, { method: 'POST', headers, body: JSON.stringify(template) }),
      );
      expect(await response.json()).toMatchObject({ kind: 'GlobalAlertTemplate', metadata: template.metadata });
    }
  });

  test('are ten rules and the detectors of the release', () => {
    const names = operatorAlertTemplates('3.14').map(({ metadata }) => metadata.name);
    expect(names.filter((name) => !name.startsWith('tigera.io.detector.'))).toEqual([
      'policy.pod',
      'policy.globalnetworkpolicy',
      'policy.globalnetworkset',
      'policy.serviceaccount',
      'network.cloudapi',
      'network.ssh',
      'network.lateral.access',
      'network.lateral.originate',
      'dns.servfail',
      'dns.dos',
    ]);
    expect(names).toContain('tigera.io.detector.port-scan');
    expect(names).toContain('tigera.io.detector.ip-sweep');
    expect(operatorAlertTemplates('3.15').map(({ metadata }) => metadata.name)).not.toContain(
      'tigera.io.detector.ip-sweep',
    );
  });

  test('fire once they are alerts', () => {
    const spec = operatorAlertTemplates('3.14').find(({ metadata }) => metadata.name === 'network.ssh')!['spec'];
    const document = {
      proto: 'tcp',
      action: 'allow',
      dest_port: 22,
      num_flows: 1,
      source_namespace: 'a',
      source_name_aggr: 'b',
      dest_namespace: '-',
      dest_name_aggr: 'pub',
    };
    const row = { dataSet: 'flows', document, time: 0, lastAt: 0, visibleAt: 0, inputs: [] } as const;
    expect(evaluate(spec as GlobalAlertSpec, [row]).findings).toHaveLength(1);
  });
});

describe('the other kinds', () => {
  test('have no short names and are served by the aggregated server', () => {
    for (const kind of calicoKinds)
      expect(kind).toMatchObject({ group: 'projectcalico.org', version: 'v3', custom: true });
    expect(calicoKinds.some((kind) => kind.shortNames)).toBe(false);
  });

  test('bear names of their own', () => {
    const plurals = calicoKinds.map(({ plural }) => plural);
    expect(new Set(plurals).size).toBe(plurals.length);
    expect(plurals).toEqual(
      expect.arrayContaining(['globalthreatfeeds', 'packetcaptures', 'uisettings', 'globalreporttypes']),
    );
  });
});
