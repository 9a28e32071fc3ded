import type { KubernetesObject, Store } from '../../cluster/index.ts';

const FELIX_CONFIGURATIONS = 'felixconfigurations.projectcalico.org';
const APPLICATION_LAYERS = 'applicationlayers.operator.tigera.io';
const NAMESPACE = 'calico-system';
const NAME = 'l7-log-collector';
const RULES = { namespace: 'tigera-operator', name: 'modsecurity-ruleset' };
const IMAGES = 'quay.io/tigera';
const RELEASE = 'v3.14.1';

/** What an ApplicationLayer asks for on every node: Envoy, the collector beside it, and who judges its requests. */
export function rollOutProxies(store: Store): void {
  const wanted = proxies(store.get(APPLICATION_LAYERS, undefined, 'tigera-secure')?.['spec'] ?? {});
  if (asksForFirewall(store) && !store.get('configmaps', RULES.namespace, RULES.name)) store.create(rules());
  if (!store.get('namespaces', undefined, NAMESPACE)) return;
  if (!store.get('daemonsets.apps', NAMESPACE, NAME)) {
    store.create(wanted);
    return;
  }
  store.update('daemonsets.apps', NAMESPACE, NAME, (daemons) => {
    daemons['spec'] = wanted['spec'];
  });
}

export function removeProxies(store: Store): void {
  if (store.get('daemonsets.apps', NAMESPACE, NAME)) store.delete('daemonsets.apps', NAMESPACE, NAME);
  redirect(store, 'Disabled');
}

/** Felix sends the traffic of annotated services through the proxies, or no longer. */
export function redirect(store: Store, tproxyMode: 'Enabled' | 'Disabled'): void {
  if (!store.get(FELIX_CONFIGURATIONS, undefined, 'default')) return;
  store.update(FELIX_CONFIGURATIONS, undefined, 'default', (felix) => {
    felix['spec'] = { ...felix['spec'], tproxyMode };
  });
}

function asksForFirewall(store: Store): boolean {
  return store.get(APPLICATION_LAYERS, undefined, 'tigera-secure')?.['spec']?.webApplicationFirewall === 'Enabled';
}

interface Wishes {
  webApplicationFirewall?: string;
  applicationLayerPolicy?: string;
}

function proxies({ webApplicationFirewall, applicationLayerPolicy }: Wishes): KubernetesObject {
  const judges = webApplicationFirewall === 'Enabled' || applicationLayerPolicy === 'Enabled';
  const images = {
    'envoy-proxy': 'envoy',
    'l7-collector': 'l7-collector',
    ...(judges ? { dikastes: 'dikastes' } : {}),
  };
  const labels = { 'app.kubernetes.io/name': NAME, 'k8s-app': NAME };
  const containers = Object.entries(images).map(([name, image]) => ({ name, image: `${IMAGES}/${image}:${RELEASE}` }));
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { namespace: NAMESPACE, name: NAME, labels },
    spec: {
      selector: { matchLabels: { 'k8s-app': NAME } },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [{ operator: 'Exists' }],
          containers,
        },
      },
    },
  };
}

/** What may be edited to have the firewall only watch (decision 10). */
function rules(): KubernetesObject {
  const engine = [
    '# On: what breaks the rules is answered with 403. DetectionOnly: it is only logged.',
    'SecRuleEngine On',
    'SecRequestBodyAccess On',
    '',
  ];
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: RULES,
    data: { 'modsecdefault.conf': engine.join('\n'), 'tigera.conf': 'Include modsecdefault.conf\n' },
  };
}
