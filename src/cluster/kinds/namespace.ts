import { struct, texts } from '../schema/build.ts';
import { NAMESPACE_STATUS } from '../schema/status.ts';
import { forbidden } from '../status.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { Kind } from '../types.ts';

const UNDELETABLE = new Set(['default', 'kube-system', 'kube-public']);
const NAME_LABEL = 'kubernetes.io/metadata.name';

export const namespaceKind: Kind = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  namespaced: false,
  hasStatus: true,
  hasGeneration: false,
  nameFormat: 'label',
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: ['finalize'],
  audit: 'kube',
  schema: struct('Namespace', { spec: struct('NamespaceSpec', { finalizers: texts }), status: NAMESPACE_STATUS }),
  selectableFields: { 'status.phase': (namespace) => namespace['status']?.phase ?? '' },
  columns: [NAME_COLUMN, column('Status', (namespace) => namespace['status']?.phase ?? ''), AGE_COLUMN],
  default(namespace, { operation }) {
    namespace.metadata.labels = { ...namespace.metadata.labels, [NAME_LABEL]: namespace.metadata.name };
    if (operation !== 'create') return;
    namespace['spec'] = { finalizers: ['kubernetes'], ...namespace['spec'] };
    namespace['status'] = { phase: 'Active' };
  },
  admit(namespace, { operation }) {
    const { name } = namespace.metadata;
    if (operation === 'delete' && UNDELETABLE.has(name)) {
      throw forbidden(namespaceKind, name, 'this namespace may not be deleted');
    }
  },
};
