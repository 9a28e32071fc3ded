import type { PolicyHit, Protocol, Verdict } from '../types.ts';
import { Lab } from './lab.ts';

/**
 * dev: client (app=client, account `robot`), web (app=web, serves 80, port named http), db (app=db).
 * prod (env=prod): api (app=api). outside: 203.0.113.9.
 */
export function world(...changes: ((lab: Lab) => void)[]): Lab {
  const lab = new Lab();
  lab.namespace('prod', { env: 'prod' });
  lab.put('serviceaccounts', 'v1', 'ServiceAccount', { namespace: 'dev', name: 'robot', labels: { trust: 'low' } });
  lab.pod('client', { ip: '10.224.0.10', labels: { app: 'client' }, serviceAccount: 'robot' });
  lab.pod('web', {
    ip: '10.224.0.85',
    labels: { app: 'web' },
    image: 'nginx',
    ports: [{ name: 'http', containerPort: 80 }],
  });
  lab.pod('db', { ip: '10.224.0.86', labels: { app: 'db' } });
  lab.pod('api', { namespace: 'prod', ip: '10.224.1.20', labels: { app: 'api' }, node: 'node-b' });
  lab.service('web', { clusterIP: '10.0.112.45', endpoints: [{ ip: '10.224.0.85' }] });
  for (const change of changes) change(lab);
  return lab;
}

export const tier =
  (name: string, order?: number, rest = {}) =>
  (lab: Lab) =>
    lab.apply('Tier', name, { ...(order === undefined ? {} : { order }), ...rest });
export const global = (name: string, spec: object) => (lab: Lab) => lab.apply('GlobalNetworkPolicy', name, spec);
export const local =
  (name: string, spec: object, namespace = 'dev') =>
  (lab: Lab) =>
    lab.apply('NetworkPolicy', name, spec, { namespace });
export const kubernetes =
  (name: string, spec: object, namespace = 'dev') =>
  (lab: Lab) =>
    lab.apply('KubernetesNetworkPolicy', name, spec, { namespace });
export const networkSet = (name: string, spec: object, labels: Record<string, string>) => (lab: Lab) =>
  lab.apply('GlobalNetworkSet', name, spec, { labels });

export interface Probe {
  from?: string;
  to?: string;
  port?: number;
  protocol?: Protocol;
}

export const ADDRESSES: Record<string, string> = {
  client: '10.224.0.10',
  web: '10.224.0.85',
  db: '10.224.0.86',
  api: '10.224.1.20',
  outside: '203.0.113.9',
  google: '142.250.74.46',
};

/** The verdicts of one attempt, from client to web on 80 unless said otherwise. */
export function judged(lab: Lab, { from = 'client', to = 'web', port = 80, protocol = 'tcp' }: Probe = {}) {
  const origin = lab.from(from, from === 'api' ? 'prod' : 'dev');
  const { connection } = lab.network.open(origin, { protocol, ip: ADDRESSES[to]!, port });
  return { egress: connection!.egress, ingress: connection!.ingress };
}

export const shown = (hits: readonly PolicyHit[] = []) =>
  hits.map(({ index, tier: of, name, action, rule }) => `${index}|${of}|${name}|${action}|${rule}`);

export function allowed(lab: Lab, probe?: Probe): boolean {
  const { egress, ingress } = judged(lab, probe);
  return egress?.action !== 'deny' && ingress?.action !== 'deny';
}

export const web = "app == 'web'";
export const client = "app == 'client'";

/**
 * The verdict on an attempt and the way to it: of what denied, else of the destination, or of the source where no
 * destination judged. `deny by egress: security.pass pass 0 > default.guard deny end`.
 */
export function decision(lab: Lab, probe?: Probe): string {
  const { egress, ingress } = judged(lab, probe);
  return decisionOf(egress, ingress);
}

export function decisionOf(egress: Verdict | undefined, ingress: Verdict | undefined): string {
  const isEgress = egress !== undefined && (egress.action === 'deny' || ingress === undefined);
  const verdict = isEgress ? egress : ingress;
  if (!verdict) return 'not judged';
  const hits = verdict.hits.map(({ tier: of, name, action, rule }) => {
    if (of === '__PROFILE__') return `${name.replace('__PROFILE__.', 'profile ')} ${action}`;
    return `${name} ${action} ${rule < 0 ? 'end' : rule}`;
  });
  return `${verdict.action} by ${isEgress ? 'egress' : 'ingress'}: ${hits.join(' > ')}`;
}
