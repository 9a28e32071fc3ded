import { describe, expect, test } from 'vitest';
import { allowed, judged, kubernetes, local, shown, web, world } from '../testing/policy-world.ts';

describe('Kubernetes policies', () => {
  const inbound = (from: object[] | undefined, ports?: object[]) =>
    kubernetes('web', {
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ ...(from ? { from } : {}), ...(ports ? { ports } : {}) }],
    });

  test('deny what they do not allow, under their Calico name', () => {
    const lab = world(kubernetes('deny', { podSelector: {} }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|dev/knp.default.deny|deny|-1']);
    expect(judged(lab).egress?.action).toBe('allow');
  });

  test.each([
    ['anyone', undefined, undefined, true],
    ['pods of the same namespace', [{ podSelector: {} }], undefined, true],
    ['pods by label', [{ podSelector: { matchLabels: { app: 'client' } } }], undefined, true],
    ['pods by other label', [{ podSelector: { matchLabels: { app: 'x' } } }], undefined, false],
    ['all namespaces', [{ namespaceSelector: {} }], undefined, true],
    ['one namespace', [{ namespaceSelector: { matchLabels: { env: 'prod' } } }], undefined, false],
    [
      'expressions In',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'client'] }] } }],
      undefined,
      true,
    ],
    [
      'expressions NotIn',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['client'] }] } }],
      undefined,
      false,
    ],
    [
      'expressions Exists',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }],
      undefined,
      true,
    ],
    [
      'expressions DoesNotExist',
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] } }],
      undefined,
      false,
    ],
    ['a block', [{ ipBlock: { cidr: '10.224.0.0/24' } }], undefined, true],
    ['a block except', [{ ipBlock: { cidr: '10.224.0.0/24', except: ['10.224.0.10/32'] } }], undefined, false],
    [
      'either of two peers',
      [{ podSelector: { matchLabels: { app: 'x' } } }, { ipBlock: { cidr: '10.0.0.0/8' } }],
      undefined,
      true,
    ],
    ['a port', undefined, [{ port: 80 }], true],
    ['another port', undefined, [{ port: 81 }], false],
    ['a named port', undefined, [{ port: 'http' }], true],
    ['a range', undefined, [{ port: 70, endPort: 90 }], true],
    ['another protocol', undefined, [{ protocol: 'UDP', port: 80 }], false],
    ['every port of the protocol', undefined, [{ protocol: 'TCP' }], true],
  ])('ingress from %s', (_, from, ports, expected) => {
    expect(allowed(world(inbound(from, ports)))).toBe(expected);
  });

  test('a pod of another namespace needs a namespace selector', () => {
    const api = { matchLabels: { app: 'api' } };
    expect(allowed(world(inbound([{ podSelector: api }])), { from: 'api' })).toBe(false);
    expect(
      allowed(world(inbound([{ podSelector: api, namespaceSelector: { matchLabels: { env: 'prod' } } }])), {
        from: 'api',
      }),
    ).toBe(true);
  });

  test.each([
    ['no types, no egress rules', {}, true],
    ['no types, an egress rule', { egress: [{ ports: [{ port: 443 }] }] }, false],
    ['egress only', { policyTypes: ['Egress'] }, false],
    ['ingress only', { policyTypes: ['Ingress'] }, true],
  ])('egress with %s', (_, spec, expected) => {
    const lab = world(kubernetes('p', { podSelector: { matchLabels: { app: 'client' } }, ...spec }));
    expect(judged(lab).egress?.action !== 'deny').toBe(expected);
  });

  test('several policies add up', () => {
    const lab = world(kubernetes('deny', { podSelector: {} }), inbound([{ podSelector: {} }]));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|dev/knp.default.web|allow|0']);
  });

  test('stand at order 1000 of the default tier', () => {
    const lab = world(inbound(undefined), local('first', { order: 999, selector: web, ingress: [{ action: 'Deny' }] }));
    expect(allowed(lab)).toBe(false);
    lab.apply(
      'NetworkPolicy',
      'first',
      { order: 1001, selector: web, ingress: [{ action: 'Deny' }] },
      { namespace: 'dev' },
    );
    expect(allowed(lab)).toBe(true);
  });
});
