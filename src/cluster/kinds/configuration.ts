import { anything, flag, listOf, struct, text, textMap } from '../schema/build.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';

export const configMapKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  schema: struct('ConfigMap', { data: textMap, binaryData: textMap, immutable: flag }),
  columns: [
    NAME_COLUMN,
    column('Data', (map) => sizeOf(map['data']) + sizeOf(map['binaryData']), { type: 'string' }),
    AGE_COLUMN,
  ],
  validate: (map, { old }) => [...keyProblems(map['data'] ?? {}, 'data'), ...immutableProblems(map, old)],
};

export const secretKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  singular: 'secret',
  namespaced: true,
  schema: struct('Secret', { data: textMap, stringData: textMap, type: text, immutable: flag }),
  selectableFields: { type: (secret) => secret['type'] ?? '' },
  columns: [
    NAME_COLUMN,
    column('Type', (secret) => secret['type']),
    column('Data', (secret) => sizeOf(secret['data'])),
    AGE_COLUMN,
  ],
  default(secret) {
    secret['type'] ??= 'Opaque';
    if (!secret['stringData']) return;
    const encoded = Object.entries(secret['stringData']).map(([key, value]) => [key, encodeBase64(String(value))]);
    secret['data'] = { ...secret['data'], ...Object.fromEntries(encoded) };
    delete secret['stringData'];
  },
  validate: (secret, { old }) => [
    ...keyProblems(secret['data'] ?? {}, 'data'),
    ...typeProblems(secret, old),
    ...immutableProblems(secret, old),
  ],
};

export const serviceAccountKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  namespaced: true,
  subresources: ['token'],
  audit: 'kube',
  schema: struct('ServiceAccount', {
    secrets: listOf(anything),
    imagePullSecrets: listOf(anything),
    automountServiceAccountToken: flag,
  }),
  columns: [NAME_COLUMN, column('Secrets', (account) => (account['secrets'] ?? []).length), AGE_COLUMN],
};

function sizeOf(map: object | undefined): number {
  return Object.keys(map ?? {}).length;
}

/** Base64 of the UTF-8 bytes, as Secret data is kept. */
function encodeBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

const KEY = /^[-._a-zA-Z0-9]+$/;
const KEY_TEXT =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function keyProblems(data: object, field: string): FieldProblem[] {
  return Object.keys(data)
    .filter((key) => !KEY.test(key))
    .map((key) => ({ field: `${field}[${key}]`, reason: 'Invalid', value: key, detail: KEY_TEXT }));
}

function typeProblems(secret: KubernetesObject, old: KubernetesObject | undefined): FieldProblem[] {
  if (!old || old['type'] === secret['type']) return [];
  return [{ field: 'type', reason: 'Invalid', value: secret['type'], detail: 'field is immutable' }];
}

function immutableProblems(object: KubernetesObject, old: KubernetesObject | undefined): FieldProblem[] {
  if (!old?.['immutable']) return [];
  const detail = 'field is immutable when `immutable` is set';
  const changed = ['data', 'binaryData'].filter(
    (field) => JSON.stringify(old[field] ?? {}) !== JSON.stringify(object[field] ?? {}),
  );
  return changed.map((field) => ({ field, reason: 'Forbidden', detail }));
}
