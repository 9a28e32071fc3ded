import type { JsonObject } from '../json-object.ts';
import { flag, integer, listOf, mapOf, openStruct, struct, text, texts } from '../schema/build.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { Kind, KubernetesObject } from '../types.ts';

const ADDRESSES = listOf(
  openStruct('EndpointAddress', { ip: text, hostname: text, nodeName: text, targetRef: mapOf(text) }),
);
const PORT = struct('EndpointPort', { name: text, port: integer, protocol: text, appProtocol: text });

export const endpointsKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  listKind: 'EndpointsList',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  audit: 'kube',
  schema: struct('Endpoints', {
    subsets: listOf(
      struct('EndpointSubset', { addresses: ADDRESSES, notReadyAddresses: ADDRESSES, ports: listOf(PORT) }),
    ),
  }),
  columns: [NAME_COLUMN, column('Endpoints', endpointsText), AGE_COLUMN],
};

export const endpointSliceKind: Kind = {
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  schema: struct('EndpointSlice', {
    addressType: text,
    endpoints: listOf(
      openStruct('Endpoint', {
        addresses: texts,
        hostname: text,
        nodeName: text,
        zone: text,
        conditions: openStruct('EndpointConditions', { ready: flag, serving: flag, terminating: flag }),
      }),
    ),
    ports: listOf(PORT),
  }),
  columns: [
    NAME_COLUMN,
    column('AddressType', (slice) => slice['addressType'] ?? ''),
    column('Ports', slicePorts),
    column('Endpoints', sliceEndpoints),
    AGE_COLUMN,
  ],
};

const SHOWN = 3;

function endpointsText(endpoints: KubernetesObject): string {
  const all = (endpoints['subsets'] ?? []).flatMap(({ addresses = [], ports = [] }: JsonObject) =>
    ports.length === 0
      ? addresses.map((address: JsonObject) => address['ip'])
      : ports.flatMap((port: JsonObject) => addresses.map((address: JsonObject) => `${address['ip']}:${port['port']}`)),
  );
  return firstOf(all, '<none>');
}

function slicePorts(slice: KubernetesObject): string {
  const ports: JsonObject[] = slice['ports'] ?? [];
  return firstOf(
    ports.map((port) => String(port['port'] ?? '*')),
    '<unset>',
  );
}

function sliceEndpoints(slice: KubernetesObject): string {
  const addresses = (slice['endpoints'] ?? []).flatMap((endpoint: JsonObject) => endpoint['addresses']);
  return firstOf(addresses, '<unset>');
}

function firstOf(texts: readonly string[], none: string): string {
  if (texts.length === 0) return none;
  const more = texts.length > SHOWN ? ` + ${texts.length - SHOWN} more...` : '';
  return texts.slice(0, SHOWN).join(',') + more;
}
