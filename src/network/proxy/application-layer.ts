import type { ReadStore } from '../../cluster/index.ts';
import type { ServiceReference } from '../types.ts';
import { type FirewallMode, firewallMode } from './firewall-mode.ts';

/** What the proxies do with the requests of one service. */
export interface ProxyFeatures {
  readonly collectsLogs: boolean;
  readonly enforcesPolicy: boolean;
  readonly firewall: FirewallMode;
}

const RESOURCE = 'applicationlayers.operator.tigera.io';
/** The operator acts on the object of this name alone. */
const NAME = 'tigera-secure';
/** A service says with it that its traffic is to go through the proxies. */
const ANNOTATION = 'projectcalico.org/l7-logging';

/**
 * The features in force for a service; undefined: its traffic meets no proxy. The operator puts proxies on the nodes
 * once an ApplicationLayer asks for a feature, and each service is annotated to use them.
 */
export function proxyFeatures(store: ReadStore, service: ServiceReference | undefined): ProxyFeatures | undefined {
  const spec = service && store.get(RESOURCE, undefined, NAME)?.['spec'];
  // The operator sets it once the proxies run.
  const felix = spec && store.get('felixconfigurations.projectcalico.org', undefined, 'default');
  if (!spec || felix?.['spec']?.tproxyMode !== 'Enabled') return undefined;
  const annotations = store.get('services', service.namespace, service.name)?.metadata.annotations;
  if (annotations?.[ANNOTATION] !== 'true') return undefined;
  const features = {
    collectsLogs: spec.logCollection?.collectLogs === 'Enabled',
    enforcesPolicy: spec.applicationLayerPolicy === 'Enabled',
    firewall: spec.webApplicationFirewall === 'Enabled' ? firewallMode(store) : ('off' as const),
  };
  const isIdle = !features.collectsLogs && !features.enforcesPolicy && spec.webApplicationFirewall !== 'Enabled';
  return isIdle ? undefined : features;
}
