import type { Controller } from '../types.ts';
import { ROOT_CERTIFICATE, ROOT_CERTIFICATE_MAP } from './root-certificate.ts';

const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Keeps the cluster's own authority in every namespace, for its pods. */
export function publishRootCertificate(): Controller {
  return {
    start({ store }) {
      const publish = (namespace: string) => {
        const space = store.get('namespaces', undefined, namespace);
        if (!space || space.metadata.deletionTimestamp) return;
        const annotations = { 'kubernetes.io/description': DESCRIPTION };
        const data = { 'ca.crt': ROOT_CERTIFICATE };
        const kept = store.get('configmaps', namespace, ROOT_CERTIFICATE_MAP);
        if (!kept) {
          const metadata = { name: ROOT_CERTIFICATE_MAP, namespace, annotations };
          store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
        } else if (kept['data']?.['ca.crt'] !== ROOT_CERTIFICATE) {
          store.update('configmaps', namespace, ROOT_CERTIFICATE_MAP, (copy) => void (copy['data'] = data));
        }
      };
      store.subscribe('namespaces', ({ type, object }) => {
        if (type === 'ADDED') publish(object.metadata.name);
      });
      store.subscribe('configmaps', ({ type, object }) => {
        if (type !== 'ADDED' && object.metadata.name === ROOT_CERTIFICATE_MAP) publish(object.metadata.namespace!);
      });
    },
  };
}
