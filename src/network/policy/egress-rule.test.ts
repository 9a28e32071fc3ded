import { describe, expect, test } from 'vitest';
import { allowed, client, global, networkSet, web, world } from '../testing/policy-world.ts';

describe('where egress goes', () => {
  const egress = (destination: object, action = 'Allow') =>
    global('p', {
      selector: client,
      types: ['Egress'],
      egress: [
        { action: 'Allow', protocol: 'UDP', destination: { ports: [53] } },
        { action, destination },
      ],
    });
  const outside = { to: 'outside' };

  test('an address in a network set with the label', () => {
    const lab = world(
      networkSet('good', { nets: ['203.0.113.0/24'] }, { kind: 'good' }),
      egress({ selector: "kind == 'good'" }),
    );
    expect(allowed(lab, outside)).toBe(true);
    lab.apply('GlobalNetworkSet', 'good', { nets: ['198.51.100.0/24'] }, { labels: { kind: 'good' } });
    expect(allowed(lab, outside)).toBe(false);
  });

  test('a global network set is in no namespace', () => {
    const set = networkSet('good', { nets: ['203.0.113.0/24'] }, { kind: 'good' });
    expect(allowed(world(set, egress({ selector: "kind == 'good'", namespaceSelector: 'global()' })), outside)).toBe(
      true,
    );
    expect(allowed(world(set, egress({ selector: "kind == 'good'", namespaceSelector: 'all()' })), outside)).toBe(
      false,
    );
  });

  test('a pod whose address lies in a network set has that set’s labels too', () => {
    const lab = world(
      networkSet('pods', { nets: ['10.224.0.0/24'] }, { kind: 'pods' }),
      egress({ selector: "kind == 'pods'" }),
    );
    expect(allowed(lab)).toBe(true);
  });

  test.each([
    ['the name', ['google.com'], true],
    ['a wildcard', ['*.example.com'], false],
    ['any name below', ['*.com'], true],
    ['another name', ['github.com'], false],
  ])('a domain, once looked up: %s', (_, domains, expected) => {
    const lab = world(egress({ domains }));
    const google = { protocol: 'tcp', ip: '142.250.74.46', port: 80 } as const;
    expect(lab.network.open(lab.from('client'), google).outcome).toBe('dropped');
    lab.network.lookup(lab.from('client'), 'google.com');
    expect(lab.network.open(lab.from('client'), google).outcome).toBe(expected ? 'open' : 'dropped');
  });

  test('what was learned is forgotten when the answer expires', () => {
    const lab = world(egress({ domains: ['google.com'] }));
    lab.network.lookup(lab.from('client'), 'google.com');
    lab.clock.jumpTo(lab.clock.now() + 301_000);
    expect(lab.open('client', '142.250.74.46', 80).outcome).toBe('dropped');
  });

  test('domains of a network set count in Allow rules and not in Deny rules', () => {
    const trusted = networkSet('trusted', { allowedEgressDomains: ['google.com'] }, { trust: 'yes' });
    const lab = world(trusted, egress({ selector: "trust == 'yes'" }));
    lab.network.lookup(lab.from('client'), 'google.com');
    const attempt = lab.open('client', '142.250.74.46', 80);
    expect(attempt.outcome).toBe('open');
    expect(attempt.connection?.domains).toEqual(['google.com']);
    const denying = world(
      trusted,
      global('p', {
        selector: client,
        egress: [{ action: 'Deny', destination: { selector: "trust == 'yes'" } }, { action: 'Allow' }],
      }),
    );
    denying.network.lookup(denying.from('client'), 'google.com');
    expect(denying.open('client', '142.250.74.46', 80).outcome).toBe('open');
  });

  test('a service means its endpoints on their ports', () => {
    const lab = world(egress({ services: { name: 'web', namespace: 'dev' } }));
    expect(lab.open('client', '10.0.112.45', 80).outcome).toBe('open');
    expect(allowed(lab, { port: 81 })).toBe(false);
    expect(allowed(lab, { to: 'db' })).toBe(false);
  });

  test('the service of the API server means where it listens', () => {
    const lab = world(egress({ services: { name: 'kubernetes', namespace: 'default' } }));
    lab.service('kubernetes', { namespace: 'default', clusterIP: '10.0.0.1', ports: [{ name: 'https', port: 443 }] });
    lab.store.delete('endpoints', 'default', 'kubernetes');
    expect(lab.open('client', '10.0.0.1', 443).outcome).toBe('open');
    expect(allowed(lab, {})).toBe(false);
  });

  test('policy sees the pod behind a service, on its own port', () => {
    const lab = world(egress({ selector: web, namespaceSelector: "projectcalico.org/name == 'dev'" }));
    expect(lab.open('client', '10.0.112.45', 80).outcome).toBe('open');
  });
});
