import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

function web(options: Parameters<Lab['service']>[1] = {}): Lab {
  const lab = new Lab();
  lab.pod('client', { ip: '10.224.0.10' });
  for (const [index, ip] of ['10.224.0.85', '10.224.0.86'].entries()) lab.pod(`web-${index}`, { ip, image: 'nginx' });
  lab.service('web', { clusterIP: '10.0.112.45', endpoints: [{ ip: '10.224.0.85' }], ...options });
  return lab;
}

const reached = (lab: Lab, ip = '10.0.112.45', port = 80) => lab.open('client', ip, port);

describe('services', () => {
  test('send nobody to an endpoint that is not ready', () => {
    const lab = web({ notReady: ['10.224.0.86'] });
    expect(new Set(Array.from({ length: 20 }, () => reached(lab).ip))).toEqual(new Set(['10.224.0.85']));
  });

  test('follow their endpoints', () => {
    const lab = web();
    lab.service('web', { clusterIP: '10.0.112.45', endpoints: [] });
    expect(reached(lab).outcome).toBe('port-unreachable');
    lab.service('web', { clusterIP: '10.0.112.45', endpoints: [{ ip: '10.224.0.86' }] });
    expect(reached(lab).ip).toBe('10.224.0.86');
  });

  test('translate to the target port', () => {
    const lab = web({ ports: [{ port: 8000 }], targetPort: 80 });
    expect(reached(lab, '10.0.112.45', 8000)).toMatchObject({ outcome: 'open', port: 80 });
    expect(reached(lab, '10.0.112.45', 80).outcome).toBe('dropped');
  });

  test('keep their ports apart by name', () => {
    const lab = web({
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81 },
      ],
    });
    expect(reached(lab, '10.0.112.45', 81).connection?.service?.portName).toBe('b');
    expect(reached(lab, '10.0.112.45', 81).outcome).toBe('refused');
  });

  test('give up their addresses when they are deleted or change', () => {
    const lab = web({ ports: [{ port: 80, nodePort: 30080 }], loadBalancer: '20.1.2.3' });
    expect(reached(lab, '20.1.2.3').outcome).toBe('open');
    lab.service('web', { clusterIP: '10.0.112.45', endpoints: [{ ip: '10.224.0.85' }] });
    expect(reached(lab, '20.1.2.3').outcome).toBe('dropped');
    expect(reached(lab, '10.0.1.4', 30080).outcome).toBe('refused');
    lab.store.delete('services', 'dev', 'web');
    expect(reached(lab).outcome).toBe('dropped');
  });

  test('with client affinity always choose the same endpoint', () => {
    const lab = web({ endpoints: [{ ip: '10.224.0.85' }, { ip: '10.224.0.86' }] });
    const service = lab.store.get('services', 'dev', 'web')!;
    lab.store.put('services', { ...service, spec: { ...service['spec'], sessionAffinity: 'ClientIP' } });
    expect(new Set(Array.from({ length: 20 }, () => reached(lab).ip)).size).toBe(1);
  });

  test('the API server answers on its service address, on the first node', () => {
    const lab = web();
    lab.service('kubernetes', { namespace: 'default', clusterIP: '10.0.0.1', ports: [{ name: 'https', port: 443 }] });
    const attempt = reached(lab, '10.0.0.1', 443);
    expect(attempt).toMatchObject({
      outcome: 'open',
      ip: '10.0.1.4',
      port: 6443,
      server: { program: 'kubernetes-api', tls: true },
    });
  });
});
