import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { createObject, metadata, nameArgument } from './create-object.ts';

/** `kubectl create service clusterip`. */
export function createClusterIp(call: Invocation): Promise<void> {
  const clusterIP = call.flags.string('clusterip');
  const headless = clusterIP === 'None';
  return createService(call, 'ClusterIP', { ports: tcpPorts(call, headless), more: clusterIP ? { clusterIP } : {} });
}

/** `kubectl create service nodeport`. */
export function createNodePort(call: Invocation): Promise<void> {
  const nodePort = call.flags.int('node-port');
  const ports = tcpPorts(call).map((port) => (nodePort > 0 ? { ...port, nodePort } : port));
  return createService(call, 'NodePort', { ports });
}

/** `kubectl create service loadbalancer`. */
export function createLoadBalancer(call: Invocation): Promise<void> {
  return createService(call, 'LoadBalancer', { ports: tcpPorts(call) });
}

/** `kubectl create service externalname`. */
export function createExternalName(call: Invocation): Promise<void> {
  const externalName = call.flags.string('external-name');
  if (!externalName) throw new Failure('required flag(s) "external-name" not set');
  return createService(call, 'ExternalName', { ports: tcpPorts(call, true), more: { externalName } });
}

async function createService(call: Invocation, type: string, parts: { ports: Json[]; more?: Json }): Promise<void> {
  const name = nameArgument(call);
  const { externalName, ...more } = parts.more ?? {};
  const spec = {
    ...(parts.ports.length > 0 ? { ports: parts.ports } : {}),
    selector: { app: name },
    ...more,
    type,
    ...(externalName ? { externalName } : {}),
  };
  const service = {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: metadata(call, name, { labels: { app: name } }),
    spec,
    status: { loadBalancer: {} },
  };
  await createObject(call, service, `failed to create ${type} service:`);
}

function tcpPorts(call: Invocation, optional = false): Json[] {
  const pairs = call.flags.list('tcp');
  if (pairs.length === 0 && !optional) throw new Failure('at least one tcp port specifier must be provided');
  return pairs.map((pair) => {
    const [port, target] = pair.split(':', 2);
    const number = portNumber(port!);
    const targetPort =
      target === undefined || target === '' ? number : /^\d+$/.test(target) ? portNumber(target) : target;
    return { name: pair.replace(':', '-'), protocol: 'TCP', port: number, targetPort };
  });
}

function portNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Failure(`strconv.ParseUint: parsing "${text}": invalid syntax`);
  if (Number(text) > 65_535) throw new Failure(`strconv.ParseUint: parsing "${text}": value out of range`);
  return Number(text);
}

/** `kubectl create ingress`. */
export async function createIngress(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const rules = call.flags.list('rule').map(readRule);
  const backend = call.flags.string('default-backend');
  if (rules.length === 0 && !backend) {
    throw new Failure(
      'not enough information provided: every ingress has to either specify a default-backend ' +
        '(which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const className = call.flags.string('class');
  const tls = tlsEntries(rules);
  const annotations = Object.fromEntries(call.flags.list('annotation').map((pair) => splitPair(pair)));
  const spec = {
    ...(className ? { ingressClassName: className } : {}),
    ...(backend ? { defaultBackend: backendOf(backend) } : {}),
    ...(tls.length > 0 ? { tls } : {}),
    ...(rules.length > 0 ? { rules: ingressRules(rules) } : {}),
  };
  const more = Object.keys(annotations).length > 0 ? { annotations } : {};
  const object = {
    kind: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    metadata: metadata(call, name, more),
    spec,
    status: { loadBalancer: {} },
  };
  await createObject(call, object, 'failed to create ingress:');
}

interface Rule {
  host: string;
  path: string;
  exact: boolean;
  backend: string;
  tls?: string;
}

function readRule(text: string): Rule {
  const match = /^([^/=,]*)(\/[^=,]*)=([^:,]+:[^:,]+)(?:,tls(?:=([^,]*))?)?$/.exec(text);
  if (!match)
    throw new Failure(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  const [, host, path, backend] = match;
  const tls = /,tls(?:=(.*))?$/.exec(text);
  return {
    host: host!,
    path: path!.replace(/\*$/, ''),
    exact: !path!.endsWith('*'),
    backend: backend!,
    ...(tls ? { tls: tls[1] ?? '' } : {}),
  };
}

function ingressRules(rules: readonly Rule[]): Json[] {
  return [...new Set(rules.map((rule) => rule.host))].map((host) => ({
    ...(host ? { host } : {}),
    http: {
      paths: rules
        .filter((rule) => rule.host === host)
        .map((rule) => ({
          path: rule.path,
          pathType: rule.exact ? 'Exact' : 'Prefix',
          backend: backendOf(rule.backend),
        })),
    },
  }));
}

function tlsEntries(rules: readonly Rule[]): Json[] {
  const secured = rules.filter((rule) => rule.tls !== undefined);
  return [...new Set(secured.map((rule) => rule.tls!))].map((secretName) => ({
    hosts: [...new Set(secured.filter((rule) => rule.tls === secretName).map((rule) => rule.host))],
    ...(secretName ? { secretName } : {}),
  }));
}

function backendOf(text: string): Json {
  const [name, port] = text.split(':', 2);
  return { service: { name, port: /^\d+$/.test(port ?? '') ? { number: Number(port) } : { name: port } } };
}

function splitPair(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}
