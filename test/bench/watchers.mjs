// What a write costs while a hundred clients watch, beside the same write unwatched.
import { calicoKinds } from '../../src/calico/index.ts';
import { createRandom, VirtualClock } from '../../src/clock/index.ts';
import { createCluster, kubernetesKinds } from '../../src/cluster/index.ts';
import { networkKinds } from '../../src/network/index.ts';
import { best, report } from './measure.mjs';

const WATCHERS = 100;
const WRITES = 1_000;

const alone = await writes(0);
const watched = await writes(WATCHERS);
report({ what: 'a write, watched by nobody', value: alone });
report({ what: `a write, watched by ${WATCHERS}`, value: watched });
report({
  what: `a write with ${WATCHERS} watchers beside one without`,
  value: watched / alone,
  unit: 'x',
  gate: 2,
  goal: 2,
});

/** Processor milliseconds of one update of a pod, what the watchers read included. */
async function writes(watchers) {
  const cluster = createCluster({
    clock: new VirtualClock(Date.UTC(2026, 0, 10, 12)),
    random: createRandom(1),
    kinds: [...kubernetesKinds, ...networkKinds, ...calicoKinds],
    controllers: [],
    image: () => ({ exists: true, startDelay: 1_000, readyDelay: 500 }),
  });
  await call(cluster, 'POST', '/api/v1/namespaces/default/pods', pod());
  let seen = 0;
  for (let index = 0; index < watchers; index++) {
    const { body } = await call(cluster, 'GET', '/api/v1/pods?watch=1');
    read(body, () => seen++);
  }
  const time = await best(5, async () => {
    for (let n = 0; n < WRITES; n++) {
      const body = { metadata: { labels: { n: String(n) } } };
      const { status } = await call(cluster, 'PATCH', '/api/v1/namespaces/default/pods/web', body);
      if (status !== 200) throw new Error(`a write was answered with ${status}`);
    }
    await new Promise((resolve) => setImmediate(resolve));
  });
  if (watchers > 0 && seen < watchers * WRITES) throw new Error(`the watchers saw ${seen} pieces`);
  return time / WRITES;
}

async function read(body, each) {
  for await (const _ of body) each();
}

function call(cluster, method, path, body) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const request = new Request(`http://cluster${path}`, {
    method,
    headers: { 'content-type': type, accept: 'application/json' },
    body: body ? JSON.stringify(body) : null,
  });
  return cluster.handle(request);
}

function pod() {
  const containers = [{ name: 'main', image: 'nginx' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default' }, spec: { containers } };
}
