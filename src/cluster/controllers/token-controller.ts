import { secretToken } from '../api/service-account-tokens.ts';
import type { Controller, KubernetesObject } from '../types.ts';

const TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT = 'kubernetes.io/service-account.name';

/** Fills secrets that ask for a lasting token of a service account, and removes them with it. */
export function tokenController(): Controller {
  return {
    start({ store, random }) {
      const own = random.fork('tokens');
      const fill = (secret: KubernetesObject) => {
        const { namespace, name, annotations } = secret.metadata;
        const account = store.get('serviceaccounts', namespace, annotations?.[ACCOUNT] ?? '');
        if (secret['type'] !== TYPE || !account || secret['data']?.token) return;
        const { uid } = account.metadata;
        const token = secretToken(own, { namespace: namespace!, name }, account.metadata.name, uid!);
        store.update('secrets', namespace, name, (copy) => {
          copy.metadata.annotations = { ...annotations, 'kubernetes.io/service-account.uid': uid! };
          copy['data'] = { ...copy['data'], namespace: btoa(namespace!), token: btoa(token) };
        });
      };
      store.subscribe('secrets', ({ type, object }) => {
        if (type !== 'DELETED') fill(object);
      });
      store.subscribe('serviceaccounts', ({ type, object }) => {
        const { namespace, name } = object.metadata;
        const tokens = store.list('secrets', namespace).filter((secret) => {
          return secret['type'] === TYPE && secret.metadata.annotations?.[ACCOUNT] === name;
        });
        for (const secret of tokens) {
          if (type === 'DELETED') store.delete('secrets', namespace, secret.metadata.name);
          else if (type === 'ADDED') fill(secret);
        }
      });
    },
  };
}
