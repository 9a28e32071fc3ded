import type { Timer } from '../../clock/index.ts';
import { hash } from '../../clock/index.ts';
import { addressIn } from '../kinds/service-addresses.ts';
import type { Controller, ControllerContext, KubernetesObject } from '../types.ts';
import { EventRecorder } from './event-recorder.ts';
import { keyOf } from './work-queue.ts';

const RESOURCE = 'services';
/** Milliseconds a cloud takes to set one up. */
const SETUP = { least: 8_000, spread: 12_000 };

/** The cloud's part of a Service of type LoadBalancer: some time after it was asked for, an address out of `block`. */
export function loadBalancerController(block: string): Controller {
  return { start: (context) => new LoadBalancerController(context, block).start() };
}

class LoadBalancerController {
  readonly #context: ControllerContext;
  readonly #block: string;
  readonly #events: EventRecorder;
  readonly #setups = new Map<string, Timer>();

  constructor(context: ControllerContext, block: string) {
    this.#context = context;
    this.#block = block;
    this.#events = new EventRecorder(context, 'service-controller');
  }

  start(): void {
    this.#context.store.subscribe(RESOURCE, ({ type, object }) => {
      if (type === 'DELETED') this.#cancel(keyOf(object.metadata.namespace, object.metadata.name));
      else if (isAsking(object)) this.#setUp(object);
      else this.#tearDown(object);
    });
  }

  #setUp(service: KubernetesObject): void {
    const key = keyOf(service.metadata.namespace, service.metadata.name);
    if (addressesOf(service).length > 0 || this.#setups.has(key)) return;
    this.#events.record(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
    const duration = SETUP.least + (hash(key) % SETUP.spread);
    this.#setups.set(
      key,
      this.#context.clock.after(duration, () => this.#finish(key)),
    );
  }

  #finish(key: string): void {
    this.#setups.delete(key);
    const [namespace = '', name = ''] = key.split('/');
    const service = this.#context.store.get(RESOURCE, namespace, name);
    if (!service || !isAsking(service)) return;
    this.#write(service, { ingress: [{ ip: service['spec'].loadBalancerIP || this.#freeAddress(key) }] });
    this.#events.record(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
  }

  #tearDown(service: KubernetesObject): void {
    this.#cancel(keyOf(service.metadata.namespace, service.metadata.name));
    if (addressesOf(service).length > 0) this.#write(service, {});
  }

  #cancel(key: string): void {
    this.#setups.get(key)?.cancel();
    this.#setups.delete(key);
  }

  #write({ metadata }: KubernetesObject, loadBalancer: object): void {
    this.#context.store.update(RESOURCE, metadata.namespace, metadata.name, (service) => {
      service['status'] = { ...service['status'], loadBalancer };
    });
  }

  /** The same service asks for the same address first, so that runs repeat. */
  #freeAddress(key: string): string {
    const used = new Set(this.#context.store.list(RESOURCE).flatMap(addressesOf));
    for (let step = 0; ; step++) {
      const address = addressIn(this.#block, hash(key) + step);
      if (!used.has(address)) return address;
    }
  }
}

function isAsking({ spec, metadata }: KubernetesObject): boolean {
  return spec?.type === 'LoadBalancer' && !spec.loadBalancerClass && !metadata.deletionTimestamp;
}

function addressesOf({ status }: KubernetesObject): string[] {
  const ingress: { ip?: string }[] = status?.loadBalancer?.ingress ?? [];
  return ingress.flatMap(({ ip }) => ip ?? []);
}
