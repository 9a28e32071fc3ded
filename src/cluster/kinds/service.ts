import type { JsonObject } from '../json-object.ts';
import { anything, flag, integer, intOrString, listOf, struct, text, textMap, texts } from '../schema/build.ts';
import { SERVICE_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject, ReadStore } from '../types.ts';
import { selectorText } from './selector-text.ts';
import { freeClusterIP, freeNodePort, isNodePort, isServiceAddress, serviceRange } from './service-addresses.ts';
import { portNumberProblems, required, supported } from './validate-pod-spec.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export const serviceKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Service',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  hasStatus: true,
  hasGeneration: false,
  nameFormat: 'service',
  schema: struct('Service', {
    spec: struct('ServiceSpec', {
      ports: listOf(
        struct('ServicePort', {
          name: text,
          protocol: text,
          appProtocol: text,
          port: integer,
          targetPort: intOrString,
          nodePort: integer,
        }),
      ),
      selector: textMap,
      type: text,
      clusterIP: text,
      clusterIPs: texts,
      externalIPs: texts,
      externalName: text,
      externalTrafficPolicy: text,
      internalTrafficPolicy: text,
      trafficDistribution: text,
      healthCheckNodePort: integer,
      ipFamilies: texts,
      ipFamilyPolicy: text,
      loadBalancerIP: text,
      loadBalancerClass: text,
      loadBalancerSourceRanges: texts,
      allocateLoadBalancerNodePorts: flag,
      publishNotReadyAddresses: flag,
      sessionAffinity: text,
      sessionAffinityConfig: anything,
    }),
    status: SERVICE_STATUS,
  }),
  selectableFields: {
    'spec.clusterIP': (service) => service['spec'].clusterIP ?? '',
    'spec.type': (service) => service['spec'].type ?? '',
  },
  columns: [
    NAME_COLUMN,
    column('Type', (service) => service['spec'].type),
    column('Cluster-IP', (service) => service['spec'].clusterIP || '<none>'),
    column('External-IP', externalAddress),
    column('Port(s)', portsText),
    AGE_COLUMN,
    wideColumn('Selector', (service) => selectorText(service['spec'].selector)),
  ],
  default(service, { old, store }) {
    const spec = (service['spec'] ??= {});
    spec.type ??= 'ClusterIP';
    spec.sessionAffinity ??= 'None';
    for (const port of spec.ports ?? []) {
      port.protocol ??= 'TCP';
      port.targetPort ??= port.port;
    }
    if (spec.type === 'ExternalName') leaveAddresses(spec);
    else giveAddresses(service, store, old?.['spec']);
    service['status'] ??= { loadBalancer: {} };
  },
  validate(service, { old, store }) {
    return validateService(service, old, store);
  },
};

function giveAddresses(service: KubernetesObject, store: ReadStore, old: JsonObject | undefined): void {
  const { spec, metadata } = service;
  if (old?.['clusterIP'] && !spec.clusterIP) spec.clusterIP = old['clusterIP'];
  spec.clusterIP ||= freeClusterIP(store, `${metadata.namespace}/${metadata.name}`);
  spec.clusterIPs = [spec.clusterIP];
  spec.ipFamilies ??= ['IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
  spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'ClusterIP') return;
  spec.externalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
  giveNodePorts(service, store, old);
}

function giveNodePorts(service: KubernetesObject, store: ReadStore, old: JsonObject | undefined): void {
  const taken = new Set<number>();
  for (const port of service['spec'].ports ?? []) {
    const before = old?.['ports']?.find(
      (one: JsonObject) => one['port'] === port.port && one['protocol'] === port.protocol,
    );
    port.nodePort ??= before?.nodePort;
    port.nodePort ??= freeNodePort(store, `${service.metadata.namespace}/${service.metadata.name}/${port.port}`, taken);
    taken.add(port.nodePort);
  }
}

function leaveAddresses(spec: JsonObject): void {
  for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy']) {
    delete spec[field];
  }
}

function validateService(
  service: KubernetesObject,
  old: KubernetesObject | undefined,
  store: ReadStore,
): FieldProblem[] {
  const { spec } = service;
  const headless = spec.clusterIP === 'None';
  const needsPorts = !headless && spec.type !== 'ExternalName';
  return [
    ...(needsPorts && !spec.ports?.length ? [required('spec.ports')] : []),
    ...(spec.type === 'ExternalName' && !spec.externalName ? [required('spec.externalName')] : []),
    ...(spec.ports ?? []).flatMap((port: JsonObject, index: number) =>
      servicePortProblems(port, `spec.ports[${index}]`, spec.ports.length > 1),
    ),
    ...repeatedPorts(spec.ports ?? []),
    ...supported(spec.sessionAffinity, 'spec.sessionAffinity', ['ClientIP', 'None']),
    ...supported(spec.type, 'spec.type', TYPES),
    ...clusterAddressProblems(service, old, store),
  ];
}

/** A name, and a port of one protocol, may be there once. */
function repeatedPorts(ports: readonly JsonObject[]): FieldProblem[] {
  const seen = new Set<string>();
  const isNew = (key: string) => seen.size !== seen.add(key).size;
  return ports.flatMap(({ name, port, protocol }, index): FieldProblem[] => {
    const field = `spec.ports[${index}]`;
    const valueText = `core.ServicePort{Name:"", Protocol:"${protocol}", AppProtocol:(*string)(nil), Port:${port}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`;
    return [
      ...(!name || isNew(`name ${name}`)
        ? []
        : [{ field: `${field}.name`, reason: 'Duplicate', value: name } as const]),
      ...(isNew(`${protocol} ${port}`) ? [] : [{ field, reason: 'Duplicate', valueText } as const]),
    ];
  });
}

function servicePortProblems(port: JsonObject, path: string, named: boolean): FieldProblem[] {
  const { nodePort, targetPort } = port;
  const target = typeof targetPort === 'number' ? portNumberProblems(targetPort, `${path}.targetPort`) : [];
  const outside = nodePort !== undefined && !isNodePort(nodePort);
  const detail = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
  return [
    ...(named && !port['name'] ? [required(`${path}.name`)] : []),
    ...portNumberProblems(port['port'], `${path}.port`),
    ...supported(port['protocol'], `${path}.protocol`, PROTOCOLS),
    ...target,
    ...(outside ? [{ field: `${path}.nodePort`, reason: 'Invalid', value: nodePort, detail } as const] : []),
  ];
}

function clusterAddressProblems(
  service: KubernetesObject,
  old: KubernetesObject | undefined,
  store: ReadStore,
): FieldProblem[] {
  const { clusterIP } = service['spec'];
  if (!clusterIP || clusterIP === 'None') return [];
  const before = old?.['spec'].clusterIP;
  if (before && before !== clusterIP && old['spec'].type !== 'ExternalName') {
    const detail = 'may not change once set';
    return [{ field: 'spec.clusterIPs[0]', reason: 'Invalid', value: [clusterIP], detail }];
  }
  if (!isServiceAddress(store, clusterIP)) {
    const detail =
      'failed to allocate IP ' +
      clusterIP +
      `: the provided IP is not in the valid range. The range of valid IPs is ${serviceRange(store)}`;
    return [{ field: 'spec.clusterIPs', reason: 'Invalid', value: [clusterIP], detail }];
  }
  if (before === clusterIP || !store.list('services').some((other) => other['spec'].clusterIP === clusterIP)) return [];
  const detail = `failed to allocate IP ${clusterIP}: provided IP is already allocated`;
  return [{ field: 'spec.clusterIPs', reason: 'Invalid', value: [clusterIP], detail }];
}

function externalAddress(service: KubernetesObject): string {
  const { type, externalIPs = [], externalName } = service['spec'];
  if (type === 'ExternalName') return externalName;
  if (type !== 'LoadBalancer') return externalIPs.join(',') || '<none>';
  const ingress: JsonObject[] = service['status']?.loadBalancer?.ingress ?? [];
  const addresses = [...ingress.map((one) => one['ip'] || one['hostname']), ...externalIPs];
  return addresses.join(',') || '<pending>';
}

function portsText(service: KubernetesObject): string {
  const ports: JsonObject[] = service['spec'].ports ?? [];
  const texts = ports.map(
    (port) => `${port['port']}${port['nodePort'] ? `:${port['nodePort']}` : ''}/${port['protocol']}`,
  );
  return texts.join(',') || '<none>';
}
