import { calicoKinds } from '../../src/calico/index.ts';
import { createRandom, runUntil, VirtualClock } from '../../src/clock/index.ts';
import { type Caller, createCluster, kubernetesControllers, kubernetesKinds } from '../../src/cluster/index.ts';
import { networkKinds } from '../../src/network/index.ts';
import type { Engine } from '../../src/sandbox/engine.ts';
import { paceOf, type Sandbox } from '../../src/sandbox/index.ts';
import { OutsideClients } from '../../src/sandbox/outside-clients.ts';
import { type Serving, serve } from '../../src/serve/index.ts';
import { recordedKubelet } from '../golden/kubectl/replay/recorded-kubelet.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Simulated seconds per real one, where controllers work: a deployment is rolled out before kubectl has started again. */
const LIVE_SPEED = 10;
const HEAD_START = 6 * 3_600_000;

/** An API as the recordings' was: nothing but it, or (`live`) with controllers and pods that run at once. */
export async function serveGoldenCluster(live: boolean): Promise<Serving & { stop(): Promise<void> }> {
  const clock = new VirtualClock(Date.now() - HEAD_START);
  const cluster = createCluster({
    clock,
    random: createRandom('golden'),
    kinds: [...kubernetesKinds, ...networkKinds, ...calicoKinds],
    controllers: live ? kubernetesControllers() : [],
    image: (name) => ({
      exists: !name.startsWith('nosuch'),
      startDelay: 0,
      readyDelay: 0,
      stopDelay: 0,
      ...(/busybox|perl/.test(name) ? { exits: { after: 500, code: 0 } } : {}),
    }),
    runtime: recordedKubelet,
  });
  const engine = {
    clock,
    cluster,
    connection: (caller: Caller) => ({
      server: '',
      caller,
      request: (request: Request) => cluster.handle(request, caller),
      connect: (request, streams) => cluster.connect(request, streams, caller),
    }),
  } as Engine;
  let inputs = 0;
  const clients = new OutsideClients(engine, async () => ++inputs);
  const sandbox = {
    get now() {
      return clock.now();
    },
    flowTo: (to: number) => runUntil(clock, to, turn),
  } as Sandbox;
  const pace = paceOf(sandbox, live ? LIVE_SPEED : 1, Date.now);
  const serving = await serve({ clients: () => clients, pace, port: 0, name: 'lab', now: Date.now() });
  return {
    ...serving,
    async stop() {
      pace.stop();
      await serving.close();
    },
  };
}
