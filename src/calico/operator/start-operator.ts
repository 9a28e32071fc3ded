import type { Clock } from '../../clock/index.ts';
import { formatTimestamp, type Store, type StoreEvent } from '../../cluster/index.ts';
import { redirect, removeProxies, rollOutProxies } from './proxies.ts';

interface Component {
  /** The plural of the kind that asks for it. */
  plural: string;
  /** The only names the operator acts on. */
  names: readonly string[];
  /** The name of its TigeraStatus. */
  status: string;
}

const SECURE = ['tigera-secure'];
const COMPONENTS: readonly Component[] = [
  { plural: 'apiservers', names: ['tigera-secure', 'default'], status: 'apiserver' },
  { plural: 'applicationlayers', names: SECURE, status: 'applicationlayer' },
  { plural: 'compliances', names: SECURE, status: 'compliance' },
  { plural: 'installations', names: ['default'], status: 'calico' },
  { plural: 'intrusiondetections', names: SECURE, status: 'intrusion-detection' },
  { plural: 'logcollectors', names: SECURE, status: 'log-collector' },
  { plural: 'logstorages', names: SECURE, status: 'log-storage' },
  { plural: 'managementclusterconnections', names: SECURE, status: 'management-cluster-connection' },
  { plural: 'managers', names: SECURE, status: 'manager' },
  { plural: 'monitors', names: SECURE, status: 'monitor' },
];

const STATUSES = 'tigerastatuses.operator.tigera.io';
/** Milliseconds a component takes to be rolled out. */
const ROLLOUT = 20_000;

/**
 * The Tigera operator, where its Deployment runs: each component asked for has a TigeraStatus, in progress while it is
 * rolled out and available from then on, gone with what asked for it.
 */
export function startOperator({ clock, store }: { clock: Clock; store: Store }): void {
  for (const component of COMPONENTS) {
    store.subscribe(`${component.plural}.operator.tigera.io`, (event) => reconcile(component, event));
  }

  function reconcile(component: Component, { type, object }: StoreEvent): void {
    if (!component.names.includes(object.metadata.name) || !isRunning()) return;
    if (type === 'DELETED') {
      if (!isAskedFor(component)) remove(component);
      return;
    }
    if (component.plural === 'applicationlayers') rollOutProxies(store);
    if (type === 'ADDED' && !store.get(STATUSES, undefined, component.status)) rollOut(component);
  }

  function remove({ plural, status }: Component): void {
    store.delete(STATUSES, undefined, status);
    if (plural === 'applicationlayers') removeProxies(store);
  }

  function rollOut(component: Component): void {
    const { status: name } = component;
    store.create({ apiVersion: 'operator.tigera.io/v1', kind: 'TigeraStatus', metadata: { name }, spec: {} });
    tell(name, false);
    clock.after(ROLLOUT, () => {
      if (!isAskedFor(component)) return;
      tell(name, true);
      if (component.plural === 'applicationlayers') redirect(store, 'Enabled');
    });
  }

  function tell(name: string, isAvailable: boolean): void {
    store.update(STATUSES, undefined, name, (status) => {
      status['status'] = { conditions: conditions(isAvailable, formatTimestamp(clock.now())) };
    });
  }

  function isAskedFor({ plural, names }: Component): boolean {
    return names.some((name) => store.get(`${plural}.operator.tigera.io`, undefined, name));
  }

  function isRunning(): boolean {
    return store.get('deployments.apps', 'tigera-operator', 'tigera-operator') !== undefined;
  }
}

function conditions(isAvailable: boolean, lastTransitionTime: string): object[] {
  const reason = isAvailable ? 'AllObjectsAvailable' : 'ResourceNotReady';
  const message = isAvailable ? 'All objects available' : 'Some objects are still being rolled out';
  return [
    { type: 'Available', status: isAvailable ? 'True' : 'False', lastTransitionTime, reason, message },
    { type: 'Progressing', status: isAvailable ? 'False' : 'True', lastTransitionTime, reason, message },
    { type: 'Degraded', status: 'False', lastTransitionTime, reason, message },
  ];
}
