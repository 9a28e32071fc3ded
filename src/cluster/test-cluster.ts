import { createRandom, runUntil, VirtualClock } from '../clock/index.ts';
import { createCluster, kubernetesControllers, kubernetesKinds } from './index.ts';
import type { Caller, Cluster, ClusterOptions } from './types.ts';

const START = Date.UTC(2026, 0, 10, 12);

/** A cluster for tests, with short ways to call its API. */
export interface TestCluster {
  cluster: Cluster;
  clock: VirtualClock;
  /** Calls the API; objects go as JSON. `code` is the HTTP status. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of all shapes
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  /** Lets simulated milliseconds pass. */
  pass(duration: number): Promise<void>;
}

export function testCluster(options: Partial<ClusterOptions> & { live?: boolean; caller?: Caller } = {}): TestCluster {
  const clock = new VirtualClock(START);
  const { live, caller, ...rest } = options;
  const controllers = live ? kubernetesControllers() : [];
  const cluster = createCluster({ clock, random: createRandom(1), kinds: kubernetesKinds, controllers, ...rest });
  return {
    cluster,
    clock,
    async call(method, path, body, headers = {}) {
      const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const request = new Request(`http://cluster${path}`, {
        method,
        body: text,
        headers: { 'content-type': 'application/json', ...headers },
      });
      const response = await cluster.handle(request, caller);
      const answer = await response.text();
      const parsed = answer.startsWith('{') ? JSON.parse(answer) : { text: answer };
      Object.defineProperties(parsed, {
        code: { value: parsed.code ?? response.status, enumerable: false, configurable: true },
        http: { value: response.status },
        warnings: { value: response.headers.get('warning') },
      });
      return parsed;
    },
    pass: (duration) => runUntil(clock, clock.now() + duration, () => new Promise((resolve) => setImmediate(resolve))),
  };
}
