import type { LocalPorts } from '../kubectl/index.ts';
import type { Endpoint, Network } from '../network/index.ts';

interface Forward {
  namespace: string;
  pod: string;
  port: number;
  onConnection(): void;
}

const FIRST_FREE_PORT = 32_768;

/** The ports of one machine that lead into pods while a `kubectl port-forward` runs there. */
export class ForwardedPorts implements LocalPorts {
  readonly #network: Network;
  readonly #forwards = new Map<number, Forward>();

  constructor(network: Network) {
    this.#network = network;
  }

  forward(
    local: number,
    pod: { namespace: string; name: string; port: number },
    onConnection: () => void,
  ): { port: number; close(): void } | undefined {
    const port = local || this.#freePort();
    if (this.#forwards.has(port)) return undefined;
    this.#forwards.set(port, { namespace: pod.namespace, pod: pod.name, port: pod.port, onConnection });
    return { port, close: () => void this.#forwards.delete(port) };
  }

  /**
   * Where a connection to a port of this machine goes on: from inside the pod to its own port, past every policy.
   * Undefined when nothing is forwarded there.
   */
  enter(port: number): { from: Endpoint; port: number } | undefined {
    const forward = this.#forwards.get(port);
    const from = forward && this.#network.pod(forward.namespace, forward.pod);
    if (!from) return undefined;
    forward.onConnection();
    return { from, port: forward.port };
  }

  #freePort(): number {
    let port = FIRST_FREE_PORT;
    while (this.#forwards.has(port)) port++;
    return port;
  }
}
