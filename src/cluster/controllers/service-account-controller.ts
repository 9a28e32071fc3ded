import type { Controller } from '../types.ts';

/** Gives each namespace its default service account. */
export function serviceAccountController(): Controller {
  return {
    start({ store }) {
      const give = (namespace: string) => {
        if (store.get('namespaces', undefined, namespace)?.metadata.deletionTimestamp) return;
        if (!store.get('namespaces', undefined, namespace)) return;
        if (store.get('serviceaccounts', namespace, 'default')) return;
        store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } });
      };
      store.subscribe('namespaces', ({ type, object }) => {
        if (type === 'ADDED') give(object.metadata.name);
      });
      store.subscribe('serviceaccounts', ({ type, object }) => {
        if (type === 'DELETED' && object.metadata.name === 'default') give(object.metadata.namespace!);
      });
    },
  };
}
