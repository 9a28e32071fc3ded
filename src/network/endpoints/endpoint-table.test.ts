import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

function lab(): Lab {
  const made = new Lab();
  made.pod('client', { ip: '10.224.0.10', labels: { app: 'client' }, serviceAccount: 'robot' });
  return made;
}

const destination = (made: Lab, ip: string) => made.open('client', ip, 80).connection!.destination;

describe('who is who', () => {
  test('a pod, by what the store says now', () => {
    const made = lab();
    expect(made.network.pod('dev', 'client')).toEqual({
      type: 'wep',
      namespace: 'dev',
      name: 'client',
      nameAggr: 'client',
      ip: '10.224.0.10',
      labels: { app: 'client' },
      node: 'node-a',
      serviceAccount: 'robot',
    });
    made.pod('client', { ip: '10.224.0.11', labels: { app: 'other' } });
    expect(made.network.pod('dev', 'client')).toMatchObject({ ip: '10.224.0.11', labels: { app: 'other' } });
    made.store.delete('pods', 'dev', 'client');
    expect(made.network.pod('dev', 'client')).toBeUndefined();
  });

  test('an address passes from a gone pod to the next', () => {
    const made = lab();
    made.pod('second', { ip: '10.224.0.20' });
    made.pod('third', { ip: '10.224.0.20' });
    made.store.delete('pods', 'dev', 'second');
    expect(destination(made, '10.224.0.20').name).toBe('third');
  });

  test('a connection is made as the pod is now, not as it was when the shell began', () => {
    const made = lab();
    const origin = made.from('client');
    made.pod('client', { ip: '10.224.0.10', labels: { app: 'renamed' } });
    const { connection } = made.network.open(origin, { protocol: 'tcp', ip: '10.0.1.4', port: 22 });
    expect(connection?.source.labels).toEqual({ app: 'renamed' });
  });

  test('the host is the first node, or the named one', () => {
    expect(lab().network.host()).toMatchObject({ type: 'hep', name: 'node-a', ip: '10.0.1.4', node: 'node-a' });
    expect(lab().network.host('node-b').ip).toBe('10.0.1.5');
  });

  test('a node that joins, changes its address or leaves', () => {
    const made = lab();
    made.node('node-c', '10.0.1.6', '10.224.2.0/24');
    expect(made.open('client', '10.0.1.6', 22).outcome).toBe('open');
    made.node('node-c', '10.0.1.7', '10.224.2.0/24');
    expect(made.open('client', '10.0.1.6', 22).outcome).toBe('dropped');
    made.store.delete('nodes', undefined, 'node-c');
    expect(made.open('client', '10.0.1.7', 22).outcome).toBe('dropped');
  });
});

describe('an address no pod has', () => {
  const missed = (made: Lab, ip: string) => made.open('client', ip, 80).outcome;

  test('is unreachable where pods get their addresses from, and lost elsewhere', () => {
    const made = lab();
    expect([missed(made, '10.224.0.99'), missed(made, '10.230.0.99')]).toEqual(['host-unreachable', 'dropped']);
    made.apply('IPPool', 'more', { cidr: '10.230.0.0/16' });
    expect(missed(made, '10.230.0.99')).toBe('host-unreachable');
    made.node('node-c', '10.0.1.6', '10.231.0.0/24');
    expect(missed(made, '10.231.0.1')).toBe('host-unreachable');
  });
});

describe('what a log calls an address outside', () => {
  test.each([
    ['10.99.0.1', 'pvt'],
    ['203.0.113.9', 'pub'],
    ['169.254.169.254', 'pub'],
  ])('%s is %s', (ip, nameAggr) => {
    expect(destination(lab(), ip)).toMatchObject({ type: 'net', namespace: '-', name: '-', nameAggr });
  });

  test('the network set with the longest prefix, global or not', () => {
    const made = lab();
    made.apply('GlobalNetworkSet', 'wide', { nets: ['203.0.0.0/16'] }, { labels: { a: 'b' } });
    made.apply('NetworkSet', 'narrow', { nets: ['203.0.113.0/24'] }, { namespace: 'dev' });
    expect(destination(made, '203.0.1.1')).toMatchObject({
      type: 'ns',
      namespace: '-',
      name: 'wide',
      nameAggr: 'wide',
      labels: { a: 'b' },
    });
    expect(destination(made, '203.0.113.9')).toMatchObject({ type: 'ns', namespace: 'dev', name: 'narrow' });
    made.store.delete('networksets.projectcalico.org', 'dev', 'narrow');
    expect(destination(made, '203.0.113.9').name).toBe('wide');
  });

  test('a pod stays a pod whatever set contains it', () => {
    const made = lab();
    made.pod('web', { ip: '10.224.0.85', image: 'nginx' });
    made.apply('GlobalNetworkSet', 'all', { nets: ['0.0.0.0/0'] });
    expect(destination(made, '10.224.0.85').type).toBe('wep');
  });
});
