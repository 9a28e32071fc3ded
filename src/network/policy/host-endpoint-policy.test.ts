import { describe, expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import { allowed, global, world } from '../testing/policy-world.ts';

describe('host endpoints', () => {
  const protectedHost = (profiles: string[]) => (lab: Lab) =>
    lab.apply('HostEndpoint', 'a', { node: 'node-a', interfaceName: '*', profiles }, { labels: { role: 'node' } });
  const fromApi = (lab: Lab, port: number) =>
    lab.network.open(lab.from('api', 'prod'), { protocol: 'tcp', ip: '10.0.1.4', port }).outcome;

  test('allow by their profile, deny without one, and never close a failsafe port', () => {
    expect(fromApi(world(protectedHost(['projectcalico-default-allow'])), 10250)).toBe('open');
    expect(fromApi(world(protectedHost([])), 10250)).toBe('dropped');
    expect(fromApi(world(protectedHost([])), 22)).toBe('open');
  });

  test('are governed by policies that select them', () => {
    const allowKubelet = global('k', {
      selector: "role == 'node'",
      ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [10250] } }],
    });
    const lab = world(protectedHost([]), allowKubelet);
    expect(fromApi(lab, 10250)).toBe('open');
    expect(fromApi(lab, 9100)).toBe('dropped');
  });
});

test('policies before routing or without tracking do not judge pods', () => {
  expect(allowed(world(global('p', { preDNAT: true, applyOnForward: true, ingress: [{ action: 'Deny' }] })))).toBe(
    true,
  );
  expect(allowed(world(global('p', { doNotTrack: true, applyOnForward: true, ingress: [{ action: 'Deny' }] })))).toBe(
    true,
  );
  expect(
    allowed(
      world(global('p', { applyOnForward: true, ingress: [{ action: 'Allow' }], egress: [{ action: 'Allow' }] })),
    ),
  ).toBe(true);
});
