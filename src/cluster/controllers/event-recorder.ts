import { formatTimestamp } from '../timestamp.ts';
import type { ControllerContext, KubernetesObject } from '../types.ts';

/** Events are kept for an hour, as the API server does. */
const LIFETIME = 3_600_000;

/** Writes Events about objects; the same again raises the count of the first. */
export class EventRecorder {
  readonly #context: ControllerContext;
  readonly #component: string;
  readonly #names = new Map<string, string>();
  readonly #expiring: { at: number; namespace: string; name: string; identity: string }[] = [];

  constructor(context: ControllerContext, component: string) {
    this.#context = context;
    this.#component = component;
  }

  /** `fieldPath` names a part of the object: `spec.containers{nginx}`. */
  record(
    object: KubernetesObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
    host?: string,
  ): void {
    if (!this.#context.kinds.byResource('events')) return;
    const namespace = object.metadata.namespace ?? 'default';
    if (this.#context.store.get('namespaces', undefined, namespace)?.metadata.deletionTimestamp) return;
    const identity = [object.metadata.uid, reason, message, fieldPath].join('\n');
    const known = this.#names.get(identity);
    if (known && this.#countUp(namespace, known)) return;
    const now = this.#context.clock.now();
    const at = formatTimestamp(now);
    const name = `${object.metadata.name}.${nanoseconds(now, this.#context.store.version)}`;
    this.#context.store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        kind: object.kind,
        namespace: object.metadata.namespace,
        name: object.metadata.name,
        uid: object.metadata.uid,
        apiVersion: object.apiVersion,
        resourceVersion: object.metadata.resourceVersion,
        ...(fieldPath ? { fieldPath } : {}),
      },
      reason,
      message,
      source: { component: this.#component, ...(host ? { host } : {}) },
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: this.#component,
      reportingInstance: host ?? '',
    });
    this.#names.set(identity, name);
    this.#expire(namespace, name, identity);
  }

  #countUp(namespace: string, name: string): boolean {
    const at = formatTimestamp(this.#context.clock.now());
    const updated = this.#context.store.update('events', namespace, name, (event) => {
      event['count']++;
      event['lastTimestamp'] = at;
    });
    return updated !== undefined;
  }

  #expire(namespace: string, name: string, identity: string): void {
    const at = this.#context.clock.now() + LIFETIME;
    this.#expiring.push({ at, namespace, name, identity });
    if (this.#expiring.length === 1) this.#context.clock.at(at, () => this.#dropExpired());
  }

  #dropExpired(): void {
    const now = this.#context.clock.now();
    while (this.#expiring[0] && this.#expiring[0].at <= now) {
      const { namespace, name, identity } = this.#expiring.shift()!;
      this.#context.store.delete('events', namespace, name);
      this.#names.delete(identity);
    }
    const next = this.#expiring[0];
    if (next) this.#context.clock.at(next.at, () => this.#dropExpired());
  }
}

/** Names rise with time, which orders the events of one second; the count of writes stands in for what is below a millisecond. */
function nanoseconds(now: number, writes: number): string {
  return (BigInt(Math.floor(now)) * 1_000_000n + BigInt(writes % 1_000_000)).toString(16);
}
