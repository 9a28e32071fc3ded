import type { Random } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { podKind } from '../kinds/pod.ts';
import { forbidden } from '../status.ts';
import type { Controller, KubernetesObject, ReadStore } from '../types.ts';
import { ROOT_CERTIFICATE_MAP } from './root-certificate.ts';

export const ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Seconds; the API server makes a year of exactly this number. */
export const PROJECTED_LIFETIME = 3_607;

/** Gives each pod its service account, and the account's token as files, as the admission plugin of that name does. */
export function serviceAccountAdmission(): Controller {
  return {
    start({ serve, random }) {
      const own = random.fork('service-accounts');
      serve({
        ...podKind,
        default(pod, context) {
          podKind.default!(pod, context);
          if (context.operation === 'create') takeAccount(pod, context.store, own);
        },
        admit(pod, context) {
          podKind.admit!(pod, context);
          if (context.operation !== 'create' || context.subresource) return;
          const { namespace, name } = pod.metadata;
          const account = pod['spec'].serviceAccountName;
          if (context.store.get('serviceaccounts', namespace, account)) return;
          const why = `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
          throw forbidden(podKind, name, why);
        },
      });
    },
  };
}

function takeAccount(pod: KubernetesObject, store: ReadStore, random: Random): void {
  const { spec } = pod;
  spec.serviceAccountName ||= 'default';
  spec.serviceAccount = spec.serviceAccountName;
  const account = store.get('serviceaccounts', pod.metadata.namespace, spec.serviceAccountName);
  if (!account) return;
  if (!spec.imagePullSecrets?.length && account['imagePullSecrets']?.length) {
    spec.imagePullSecrets = account['imagePullSecrets'];
  }
  if (spec.automountServiceAccountToken ?? account['automountServiceAccountToken'] ?? true) mountToken(spec, random);
}

function mountToken(spec: JsonObject, random: Random): void {
  const containers: JsonObject[] = [...(spec['initContainers'] ?? []), ...(spec['containers'] ?? [])];
  const without = containers.filter(
    ({ volumeMounts }) => !volumeMounts?.some(({ mountPath }: JsonObject) => mountPath === ACCOUNT_FOLDER),
  );
  if (without.length === 0) return;
  const known = spec['volumes']?.find(({ name }: JsonObject) => /^kube-api-access-/.test(name));
  const name = known?.name ?? `kube-api-access-${random.suffix(5)}`;
  for (const container of without) {
    const mount = { mountPath: ACCOUNT_FOLDER, name, readOnly: true };
    container['volumeMounts'] = [...(container['volumeMounts'] ?? []), mount];
  }
  if (!known) spec['volumes'] = [...(spec['volumes'] ?? []), tokenVolume(name)];
}

function tokenVolume(name: string): JsonObject {
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: PROJECTED_LIFETIME, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: ROOT_CERTIFICATE_MAP } },
        {
          downwardAPI: {
            items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
          },
        },
      ],
    },
  };
}
