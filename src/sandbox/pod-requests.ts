import type { KubernetesObject } from '../cluster/index.ts';
import type { Endpoint, NetworkEvent } from '../network/index.ts';

/** Milliseconds; as often as metrics-server looks. */
const WINDOW = 15_000;

interface Count {
  window: number;
  now: number;
  before: number;
}

/** Counts what each pod has to do with: connections it opens or takes, and what goes over them. */
export class PodRequests {
  readonly #counts = new Map<string, Count>();

  hear(event: NetworkEvent, now: number): void {
    if (event.kind !== 'start' && event.kind !== 'traffic') return;
    this.#add(event.connection.source, now);
    this.#add(event.connection.destination, now);
  }

  /** A second, in the last whole window. */
  rate({ metadata }: KubernetesObject, now: number): number {
    const count = this.#counts.get(`${metadata.namespace}/${metadata.name}`);
    const window = Math.floor(now / WINDOW);
    const last = count?.window === window ? count.before : count?.window === window - 1 ? count.now : 0;
    return last / (WINDOW / 1_000);
  }

  #add({ type, namespace, name }: Endpoint, now: number): void {
    if (type !== 'wep') return;
    const window = Math.floor(now / WINDOW);
    const key = `${namespace}/${name}`;
    const count = this.#counts.get(key);
    if (!count) this.#counts.set(key, { window, now: 1, before: 0 });
    else if (count.window === window) count.now++;
    else {
      count.before = count.window === window - 1 ? count.now : 0;
      count.window = window;
      count.now = 1;
    }
  }
}
