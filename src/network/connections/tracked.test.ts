import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

/** A client and a web server on node-a; a policy that closes the server comes later. */
function shop(): Lab {
  const lab = new Lab();
  lab.pod('client', { ip: '10.224.0.10', labels: { app: 'client' } });
  lab.pod('web', { ip: '10.224.0.85', labels: { app: 'web' }, image: 'nginx' });
  return lab;
}

const close = (lab: Lab) =>
  lab.apply('GlobalNetworkPolicy', 'default.shut', { selector: "app == 'web'", types: ['Ingress'] });
const pass = (lab: Lab, milliseconds: number) => {
  const end = lab.clock.now() + milliseconds;
  while (lab.clock.step(end));
  lab.clock.jumpTo(end);
};

describe('a policy that comes later', () => {
  test('does not cut an open connection, and keeps the next one out', () => {
    const lab = shop();
    const attempt = lab.open('client', '10.224.0.85', 80);
    close(lab);
    attempt.transfer(100, 200);
    expect(attempt.connection).toMatchObject({ ingress: { action: 'allow' }, bytesIn: expect.any(Number) });
    expect(attempt.connection!.bytesIn).toBeGreaterThan(200);
    expect(lab.open('client', '10.224.0.85', 80).outcome).toBe('dropped');
  });

  const echo = (lab: Lab, identifier: number, ip = '10.224.0.85') => {
    const target = { protocol: 'icmp', ip, port: 0, sourcePort: identifier } as const;
    const attempt = lab.network.open(lab.from('client', 'dev', 1), target);
    attempt.transfer(56, attempt.outcome === 'open' ? 56 : 0);
    attempt.close();
    return attempt;
  };

  test('does not cut a ping that goes on, and keeps the next one out', () => {
    const lab = shop();
    expect(echo(lab, 7).outcome).toBe('open');
    close(lab);
    pass(lab, 1_000);
    expect(echo(lab, 7).outcome).toBe('open');
    expect(echo(lab, 8).outcome).toBe('dropped');
    expect(echo(lab, 7).outcome).toBe('open');
  });

  test('cuts a ping that was silent for longer than half a minute', () => {
    const lab = shop();
    echo(lab, 7);
    close(lab);
    pass(lab, 25_000);
    expect(echo(lab, 7).outcome).toBe('open');
    pass(lab, 31_000);
    expect(echo(lab, 7).outcome).toBe('dropped');
  });

  test('lets a ping through at once that was denied before', () => {
    const lab = shop();
    close(lab);
    expect(echo(lab, 7).outcome).toBe('dropped');
    lab.store.delete('globalnetworkpolicies.projectcalico.org', undefined, 'default.shut');
    expect(echo(lab, 7).outcome).toBe('open');
  });

  test('judges anew what was never answered', () => {
    const lab = shop();
    // Nobody is there: the packet is let out and lost.
    expect(echo(lab, 7, '198.51.100.9').outcome).toBe('dropped');
    lab.apply('GlobalNetworkPolicy', 'default.in', { selector: "app == 'client'", types: ['Egress'] });
    expect(echo(lab, 7, '198.51.100.9').connection).toMatchObject({ egress: { action: 'deny' } });
  });
});
