import type { ApiClient, Json } from '../client/api-client.ts';
import { isNotFound } from '../failure.ts';
import { annotationLines, type Describer, eventLines, pairLines } from './describer.ts';
import { endpointSlicesOf, endpointsText } from './service.ts';

/** An ingress: each host's paths and what is behind them. */
export const describeIngress: Describer = async (ingress, context) => {
  const { metadata, spec = {}, status = {} } = ingress;
  const backend = (each: Json | undefined): Promise<string> =>
    backendText(context.call.client, metadata.namespace, each);
  const addresses = ((status.loadBalancer?.ingress ?? []) as Json[]).map((each) => each.ip || each.hostname);
  const rules = await ruleLines(spec.rules ?? [], backend);
  const tls: Json[] = spec.tls ?? [];
  return [
    `Name:\t${metadata.name}`,
    ...pairLines('Labels', metadata.labels),
    `Namespace:\t${metadata.namespace}`,
    `Address:\t${addresses.join(',')}`,
    `Ingress Class:\t${spec.ingressClassName ?? '<none>'}`,
    `Default backend:\t${spec.defaultBackend ? await backend(spec.defaultBackend) : '<default>'}`,
    ...(tls.length > 0 ? ['TLS:'] : []),
    ...tls.map(({ secretName, hosts = [] }) => `  ${secretName || 'SNI routes'} terminates ${hosts.join(',')}`),
    'Rules:',
    '  Host\tPath\tBackends',
    '  ----\t----\t--------',
    ...(rules.length > 0 ? rules : [`  *\t*\t${await backend(spec.defaultBackend)}`]),
    ...annotationLines(metadata.annotations),
    ...(await eventLines(ingress, context)),
  ];
};

async function ruleLines(rules: readonly Json[], backend: (each: Json) => Promise<string>): Promise<string[]> {
  const lines: string[] = [];
  for (const rule of rules) {
    if (!rule.http) continue;
    lines.push(`  ${rule.host || '*'}\t`);
    for (const path of rule.http.paths) lines.push(`    \t${path.path ?? ''} \t${await backend(path.backend)}`);
  }
  return lines;
}

async function backendText(client: ApiClient, namespace: string, backend: Json | undefined): Promise<string> {
  if (!backend) return '<default>';
  if (backend.resource) {
    const { apiGroup = '', kind, name } = backend.resource;
    return `APIGroup: ${apiGroup}, Kind: ${kind}, Name: ${name}`;
  }
  const { name, port = {} } = backend.service;
  return `${name}:${port.name || port.number} (${await serviceText(client, namespace, name, port)})`;
}

async function serviceText(client: ApiClient, namespace: string, name: string, port: Json): Promise<string> {
  let service: Json;
  try {
    service = await client.get(
      `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${encodeURIComponent(name)}`,
    );
  } catch (failure) {
    if (isNotFound(failure)) return `<error: services "${name}" not found>`;
    throw failure;
  }
  const ports: Json[] = service.spec.ports ?? [];
  const found = ports.find((each) => (port.name ? each.name === port.name : each.port === port.number));
  return endpointsText(found ?? {}, await endpointSlicesOf(service, client));
}

/** An ingress class. */
export const describeIngressClass: Describer = async (ingressClass, context) => {
  const { metadata, spec = {} } = ingressClass;
  const { parameters } = spec;
  return [
    `Name:\t${metadata.name}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Controller:\t${spec.controller ?? ''}`,
    ...(parameters
      ? [
          'Parameters:',
          ...(parameters.apiGroup ? [`  APIGroup:\t${parameters.apiGroup}`] : []),
          `  Kind:\t${parameters.kind}`,
          `  Name:\t${parameters.name}`,
        ]
      : []),
    ...(await eventLines(ingressClass, context)),
  ];
};

/** The addresses behind a service, in sets that share their ports. */
export const describeEndpoints: Describer = async (endpoints, context) => {
  const { metadata, subsets = [] } = endpoints;
  const addresses = (list: Json[] | undefined): string => (list ?? []).map((each) => each.ip).join(',') || '<none>';
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    'Subsets:',
    ...(subsets as Json[]).flatMap((subset) => [
      `  Addresses:\t${addresses(subset.addresses)}`,
      `  NotReadyAddresses:\t${addresses(subset.notReadyAddresses)}`,
      ...(subset.ports?.length ? ['  Ports:', ...portTable(subset.ports).map((line) => `    ${line}`)] : []),
      '',
    ]),
    ...(await eventLines(endpoints, context)),
  ];
};

/** A slice of the addresses behind a service. */
export const describeEndpointSlice: Describer = async (slice, context) => {
  const { metadata, addressType, ports = [], endpoints = [] } = slice;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `AddressType:\t${addressType}`,
    ...(ports.length > 0 ? ['Ports:', ...portTable(ports).map((line) => `  ${line}`)] : ['Ports: <unset>']),
    ...(endpoints.length > 0 ? ['Endpoints:', ...(endpoints as Json[]).flatMap(endpointLines)] : ['Endpoints: <none>']),
    ...(await eventLines(slice, context)),
  ];
};

function portTable(ports: readonly Json[]): string[] {
  return [
    'Name\tPort\tProtocol',
    '----\t----\t--------',
    ...ports.map(({ name, port, protocol = 'TCP' }) => `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}`),
  ];
}

function endpointLines({ addresses, conditions = {}, hostname, targetRef, nodeName, zone }: Json): string[] {
  return [
    `  - Addresses:\t${addresses.join(', ')}`,
    '    Conditions:',
    `      Ready:\t${conditions.ready ?? '<unset>'}`,
    `    Hostname:\t${hostname ?? '<unset>'}`,
    ...(targetRef ? [`    TargetRef:\t${targetRef.kind}/${targetRef.name}`] : []),
    `    NodeName:\t${nodeName ?? '<unset>'}`,
    `    Zone:\t${zone ?? '<unset>'}`,
  ];
}
