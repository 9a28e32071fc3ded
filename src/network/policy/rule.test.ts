import { describe, expect, test } from 'vitest';
import { allowed, client, global, type Probe, web, world } from '../testing/policy-world.ts';

/** Each row: an Allow rule on web's ingress, and whether the client's attempt matches it. */

describe('what an ingress rule matches', () => {
  const rows: [string, object, Probe, boolean][] = [
    ['an empty rule', {}, {}, true],
    ['the protocol', { protocol: 'TCP' }, {}, true],
    ['another protocol', { protocol: 'UDP' }, {}, false],
    ['the protocol by number', { protocol: 6 }, {}, true],
    ['any case of the name', { protocol: 'tcp' }, {}, true],
    ['not this protocol', { notProtocol: 'UDP' }, {}, true],
    ['ICMP without type', { protocol: 'ICMP' }, { protocol: 'icmp', port: 0 }, true],
    ['an echo request', { protocol: 'ICMP', icmp: { type: 8 } }, { protocol: 'icmp', port: 0 }, true],
    ['another ICMP type', { protocol: 'ICMP', icmp: { type: 3 } }, { protocol: 'icmp', port: 0 }, false],
    ['not that ICMP type', { protocol: 'ICMP', notICMP: { type: 3 } }, { protocol: 'icmp', port: 0 }, true],
    ['ports never match ICMP', { destination: { ports: [0] } }, { protocol: 'icmp', port: 0 }, false],
    ['a port', { protocol: 'TCP', destination: { ports: [80] } }, {}, true],
    ['a port as text', { protocol: 'TCP', destination: { ports: ['80'] } }, {}, true],
    ['a range', { protocol: 'TCP', destination: { ports: ['79:81'] } }, {}, true],
    ['outside the range', { protocol: 'TCP', destination: { ports: ['81:90'] } }, {}, false],
    ['a named port', { protocol: 'TCP', destination: { ports: ['http'] } }, {}, true],
    ['a name of another port', { protocol: 'TCP', destination: { ports: ['http'] } }, { port: 81 }, false],
    ['not these ports', { protocol: 'TCP', destination: { notPorts: [80] } }, {}, false],
    ['not those ports', { protocol: 'TCP', destination: { notPorts: [81] } }, {}, true],
    ['a source port above 32767', { protocol: 'TCP', source: { ports: ['32768:65535'] } }, {}, true],
    ['a block with the source', { source: { nets: ['10.224.0.0/24'] } }, {}, true],
    ['a block without it', { source: { nets: ['10.225.0.0/24'] } }, {}, false],
    ['not in a block', { source: { notNets: ['10.224.0.0/24'] } }, {}, false],
    ['a block less a part', { source: { nets: ['10.224.0.0/16'], notNets: ['10.224.0.8/29'] } }, {}, false],
    ['labels of the source', { source: { selector: client } }, {}, true],
    ['other labels', { source: { selector: web } }, {}, false],
    ['not these labels', { source: { notSelector: client } }, {}, false],
    ['not other labels', { source: { notSelector: web } }, {}, true],
    ['the namespace by its name', { source: { namespaceSelector: "projectcalico.org/name == 'dev'" } }, {}, true],
    ['labels of another namespace', { source: { namespaceSelector: "env == 'prod'" } }, {}, false],
    ['any namespace', { source: { namespaceSelector: 'all()' } }, {}, true],
    ['no namespace', { source: { namespaceSelector: 'global()' } }, {}, false],
    ['an account by name', { source: { serviceAccounts: { names: ['robot'] } } }, {}, true],
    ['another account', { source: { serviceAccounts: { names: ['human'] } } }, {}, false],
    ['an account by label', { source: { serviceAccounts: { selector: "trust == 'low'" } } }, {}, true],
    ['the version of IP', { ipVersion: 4 }, {}, true],
    ['the other version', { ipVersion: 6 }, {}, false],
    ['domains on ingress', { destination: { domains: ['web'] } }, {}, false],
    ['an HTTP rule, by its packets', { http: { methods: ['GET'] } }, {}, true],
  ];
  test.each(rows)('%s', (_, rule, probe, expected) => {
    const lab = world(global('p', { selector: web, ingress: [{ action: 'Allow', ...rule }] }));
    expect(allowed(lab, probe)).toBe(expected);
  });
});
