import type { Clock, Random } from '../../clock/index.ts';
import type { Backend, Service, ServicePort } from './service-table.ts';

/** Which endpoint each client of a service with `sessionAffinity: ClientIP` stays with, as kube-proxy remembers it. */
export class Affinity {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #random: Random;
  readonly #chosen = new Map<string, { ip: string; at: number }>();

  constructor(clock: Pick<Clock, 'now'>, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** The endpoint for a connection: the client's own while it is there and was used lately, else any. */
  choose(client: string, service: Service, { name, protocol }: ServicePort, backends: readonly Backend[]): Backend {
    if (service.affinity === undefined) return this.#random.pick(backends);
    const key = `${service.namespace}/${service.name} ${protocol} ${name} ${client}`;
    const now = this.#clock.now();
    const known = this.#chosen.get(key);
    const kept = known && now - known.at <= service.affinity ? backends.find(({ ip }) => ip === known.ip) : undefined;
    const backend = kept ?? this.#random.pick(backends);
    this.#chosen.set(key, { ip: backend.ip, at: now });
    return backend;
  }
}
