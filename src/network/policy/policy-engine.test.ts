import { describe, expect, test } from 'vitest';
import { ADDRESSES, allowed, global, judged, local, shown, tier, web, world } from '../testing/policy-world.ts';

describe('which policy decides', () => {
  test('without any policy the namespace profile allows both ends', () => {
    const { egress, ingress } = judged(world());
    expect(shown(egress?.hits)).toEqual(['0|__PROFILE__|__PROFILE__.kns.dev|allow|0']);
    expect(shown(ingress?.hits)).toEqual(['0|__PROFILE__|__PROFILE__.kns.dev|allow|0']);
  });

  test('a policy that selects the endpoint and has no matching rule denies at the end of its tier', () => {
    const lab = world(global('default-deny', { selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.default-deny|deny|-1']);
  });

  test('the end of a tier is attributed to its last policy', () => {
    const lab = world(global('a', { order: 1, selector: web }), global('b', { order: 2, selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.b|deny|-1']);
  });

  test('a policy that does not select the endpoint says nothing', () => {
    expect(allowed(world(global('default-deny', { selector: "app == 'other'" })))).toBe(true);
  });

  test('the first matching rule decides, with its index', () => {
    const ingress = [{ action: 'Deny', protocol: 'UDP' }, { action: 'Allow' }, { action: 'Deny' }];
    const lab = world(local('web', { selector: web, ingress }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|dev/default.web|allow|1']);
  });

  test('Log goes on to the next rule and leaves no hit', () => {
    const lab = world(global('logged', { selector: web, ingress: [{ action: 'Log' }, { action: 'Deny' }] }));
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.logged|deny|1']);
  });

  test('Pass goes to the next tier, skipping the rest of this one', () => {
    const lab = world(
      tier('security', 100),
      global('security.pass', { tier: 'security', order: 1, selector: web, ingress: [{ action: 'Pass' }] }),
      global('security.deny', { tier: 'security', order: 2, selector: web, ingress: [{ action: 'Deny' }] }),
      global('open', { selector: web, ingress: [{ action: 'Allow' }] }),
    );
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|security|security.pass|pass|0',
      '1|default|default.open|allow|0',
    ]);
  });

  test('passed by every tier, the profile decides', () => {
    const lab = world(global('pass', { selector: web, ingress: [{ action: 'Pass' }] }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|default.pass|pass|0',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('tiers are asked by order, the one without an order last', () => {
    const lab = world(
      tier('late'),
      tier('second', 200),
      tier('first', 100),
      ...['late', 'second', 'first'].map((name) =>
        global(`${name}.p`, { tier: name, selector: web, ingress: [{ action: 'Pass' }] }),
      ),
    );
    const names = judged(lab).ingress?.hits.map((hit) => hit.name);
    expect(names).toEqual(['first.p', 'second.p', 'late.p', '__PROFILE__.kns.dev']);
  });

  test('a tier may pass at its end', () => {
    const lab = world(tier('soft', 1, { defaultAction: 'Pass' }), global('soft.p', { tier: 'soft', selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|soft|soft.p|pass|-1',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('policies are asked by order, then by name; without an order last', () => {
    const deny = { selector: web, ingress: [{ action: 'Deny' }] };
    const lab = world(global('z', { ...deny, order: 5 }), global('a', deny), global('y', { ...deny, order: 5 }));
    expect(judged(lab).ingress?.hits[0]?.name).toBe('default.y');
  });

  test('orders may be fractions and negative', () => {
    const lab = world(
      global('zero', { order: 0, selector: web, ingress: [{ action: 'Deny' }] }),
      global('minus', { order: -0.5, selector: web, ingress: [{ action: 'Allow' }] }),
    );
    expect(judged(lab).ingress?.hits[0]?.name).toBe('default.minus');
  });

  test('a policy whose selector does not parse is not in force', () => {
    expect(allowed(world(global('broken', { selector: 'app ==' })))).toBe(true);
  });

  test('a policy of a tier that does not exist is not in force', () => {
    expect(allowed(world(global('ghost.p', { tier: 'ghost', selector: web })))).toBe(true);
  });

  test('the egress of the source is judged first; denied there, the destination is not asked', () => {
    const lab = world(global('deny', { types: ['Ingress', 'Egress'] }));
    expect(judged(lab).egress?.action).toBe('deny');
    expect(judged(lab).ingress).toBeUndefined();
  });

  test('the verdict follows every change of policies, pods and namespaces', () => {
    const lab = world();
    expect(allowed(lab)).toBe(true);
    lab.apply('GlobalNetworkPolicy', 'deny', { selector: "security == 'strict'" });
    expect(allowed(lab)).toBe(true);
    lab.pod('web', { ip: '10.224.0.85', labels: { app: 'web', security: 'strict' }, image: 'nginx' });
    expect(allowed(lab)).toBe(false);
    lab.apply('GlobalNetworkPolicy', 'allow', {
      order: 1,
      ingress: [{ action: 'Allow', source: { namespaceSelector: "x == 'y'" } }],
    });
    expect(allowed(lab)).toBe(false);
    lab.namespace('dev', { x: 'y' });
    expect(allowed(lab)).toBe(true);
    lab.store.delete('globalnetworkpolicies.projectcalico.org', undefined, 'allow');
    expect(allowed(lab)).toBe(false);
    lab.store.delete('globalnetworkpolicies.projectcalico.org', undefined, 'deny');
    expect(allowed(lab)).toBe(true);
  });
});

describe('which directions a policy governs', () => {
  test.each([
    ['nothing said', {}, ['ingress']],
    ['only ingress rules', { ingress: [{ action: 'Deny' }] }, ['ingress']],
    ['only egress rules', { egress: [{ action: 'Deny' }] }, ['egress']],
    ['both', { ingress: [{ action: 'Deny' }], egress: [{ action: 'Deny' }] }, ['egress', 'ingress']],
    ['types alone', { types: ['Egress'] }, ['egress']],
    ['types over rules', { types: ['Ingress'], egress: [{ action: 'Deny' }] }, ['ingress']],
  ])('%s', (_, spec, directions) => {
    const lab = world(global('p', spec));
    const outgoing = judged(lab).egress?.action === 'deny';
    // From the node the client is not on, only the ingress of web is judged.
    const { connection } = lab.network.open(
      { from: lab.network.host('node-b') },
      { protocol: 'tcp', ip: ADDRESSES['web']!, port: 80 },
    );
    const incoming = connection?.ingress?.action === 'deny';
    expect([...(outgoing ? ['egress'] : []), ...(incoming ? ['ingress'] : [])]).toEqual(directions);
  });
});
