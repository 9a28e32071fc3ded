import type { PolicyHit, Protocol } from '../types.ts';
import { Lab } from './lab.ts';

/** Nine pods, a, b and c in the namespaces x, y and z, each serving 80 and 81: what the conformance suites play with. */
export interface NinePods {
  readonly lab: Lab;
  ip(pod: string): string;
}

const NAMESPACES = ['x', 'y', 'z'];
const PODS = NAMESPACES.flatMap((namespace) => ['a', 'b', 'c'].map((name) => `${namespace}/${name}`));

export function ninePods(): NinePods {
  const lab = new Lab();
  const server = [80, 81].map((containerPort) => ({ name: `serve-${containerPort}`, containerPort }));
  for (const [row, namespace] of NAMESPACES.entries()) {
    lab.namespace(namespace, { ns: namespace });
    for (const [column, name] of ['a', 'b', 'c'].entries()) {
      const ip = `10.224.${row}.${10 + column}`;
      lab.pod(name, { namespace, ip, labels: { pod: name }, ports: server, node: row === 0 ? 'node-a' : 'node-b' });
    }
  }
  const ip = (pod: string) => lab.endpoint(pod.split('/')[1]!, pod.split('/')[0]!).ip;
  return { lab, ip };
}

export interface Target {
  port?: number;
  protocol?: Protocol;
}

/** `from>to` of everything a packet gets through to. */
export function reached(made: NinePods, target?: Target): string[] {
  return pairs((from, to) => attempt(made, from, to, target).outcome !== 'dropped');
}

/** `from>to` of every two pods the test holds for. */
export function pairs(test: (from: string, to: string) => boolean): string[] {
  return PODS.flatMap((from) => PODS.filter((to) => to !== from && test(from, to)).map((to) => `${from}>${to}`));
}

/** What decided at either end: `profile`, a rule as `p allow 0`, or `p deny end`; of `x/a>y/b`, source first. */
export function decided(made: NinePods, pair: string, target?: Target): string {
  const [from = '', to = ''] = pair.split('>');
  const { egress, ingress } = attempt(made, from, to, target).connection!;
  return [egress, ingress].flatMap((verdict) => (verdict ? [decisive(verdict.hits.at(-1)!)] : [])).join(', ');
}

function attempt({ lab, ip }: NinePods, from: string, to: string, { port = 80, protocol = 'tcp' }: Target = {}) {
  const [namespace = '', name = ''] = from.split('/');
  return lab.network.open(lab.from(name, namespace), { protocol, ip: ip(to), port });
}

function decisive({ tier, name, action, rule }: PolicyHit): string {
  if (tier === '__PROFILE__') return 'profile';
  return `${name.replace(/^.*knp\.default\./, '')} ${action} ${rule < 0 ? 'end' : rule}`;
}
