import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

const GOOGLE = '142.250.74.46';

/** Two clients on node-a and one on node-b, who may only ask for names and talk to google.com. */
function office(felix: object = {}): Lab {
  const lab = new Lab();
  lab.pod('asker', { ip: '10.224.0.10', labels: { app: 'client' } });
  lab.pod('neighbour', { ip: '10.224.0.11', labels: { app: 'client' } });
  lab.pod('stranger', { ip: '10.224.1.12', labels: { app: 'client' }, node: 'node-b' });
  lab.apply('FelixConfiguration', 'default', felix);
  lab.apply('GlobalNetworkPolicy', 'default.out', {
    selector: "app == 'client'",
    types: ['Egress'],
    egress: [
      { action: 'Allow', protocol: 'UDP', destination: { ports: [53] } },
      { action: 'Allow', destination: { domains: ['google.com'] } },
    ],
  });
  return lab;
}

const visit = (lab: Lab, who: string) => lab.open(who, GOOGLE, 80);
const wait = (lab: Lab, seconds: number) => lab.clock.jumpTo(lab.clock.now() + seconds * 1000);

describe('names that policy goes by', () => {
  test('are learned by the node: a neighbour may go where the asker may, a pod of another node may not', () => {
    const lab = office();
    lab.network.lookup(lab.from('asker'), 'google.com');
    expect(visit(lab, 'asker').outcome).toBe('open');
    expect(visit(lab, 'neighbour').outcome).toBe('open');
    expect(visit(lab, 'stranger').outcome).toBe('dropped');
  });

  test('the log names them for whoever asked', () => {
    const lab = office();
    lab.network.lookup(lab.from('asker'), 'google.com');
    expect(visit(lab, 'asker').connection?.domains).toEqual(['google.com']);
    expect(visit(lab, 'neighbour').connection?.domains).toBeUndefined();
  });

  test.each([
    [{}, 299, 'open'],
    [{}, 301, 'dropped'],
    [{ dnsExtraTTL: '60s' }, 359, 'open'],
    [{ dnsExtraTTL: '60s' }, 361, 'dropped'],
  ])('with %j they hold for the answer’s own five minutes and that: after %i s it is %s', (felix, seconds, outcome) => {
    const lab = office(felix);
    lab.network.lookup(lab.from('asker'), 'google.com');
    wait(lab, seconds);
    expect(visit(lab, 'asker').outcome).toBe(outcome);
  });

  test('an open connection outlives them', () => {
    const lab = office();
    lab.network.lookup(lab.from('asker'), 'google.com');
    const attempt = visit(lab, 'asker');
    wait(lab, 3_600);
    attempt.transfer(10, 5_000);
    expect(attempt.connection!.bytesIn).toBeGreaterThan(5_000);
  });

  test('asked again, they hold anew', () => {
    const lab = office();
    for (let turn = 0; turn < 3; turn++) {
      lab.network.lookup(lab.from('asker'), 'google.com');
      wait(lab, 200);
    }
    expect(visit(lab, 'asker').outcome).toBe('open');
  });

  test.each([
    ['the cluster’s own server', {}, undefined, 'open'],
    ['a server nobody trusts', {}, '8.8.8.8', 'dropped'],
    ['a server listed by its address', { dnsTrustedServers: ['8.8.8.8'] }, '8.8.8.8', 'open'],
    ['a server listed with its port', { dnsTrustedServers: ['8.8.8.8:53'] }, '8.8.8.8', 'open'],
    ['the cluster’s own when another is listed', { dnsTrustedServers: ['8.8.8.8'] }, undefined, 'dropped'],
    ['a service by name', { dnsTrustedServers: ['k8s-service:kube-system/kube-dns:53'] }, undefined, 'open'],
  ])('the answer of %s counts as FelixConfiguration has it', (_, felix, server, outcome) => {
    const lab = office(felix);
    lab.network.ask(lab.from('asker'), 'google.com', 'A', server);
    expect(visit(lab, 'asker').outcome).toBe(outcome);
  });
});
