import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { createSandbox } from './sandbox.ts';

async function sitting() {
  let shown = '';
  const sandbox = await createSandbox({
    environment: loadEnvironment('empty'),
    onOutput: (_terminal, { text }) => void (shown += text),
  });
  const run = async (line: string): Promise<string> => {
    shown = '';
    await sandbox.free(sandbox.line('controlplane', line));
    return shown;
  };
  const apply = (...objects: object[]) =>
    run(`kubectl apply -f - <<'EOF'\n${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects })}\nEOF`);
  const pass = (seconds: number) => sandbox.advance(sandbox.now + seconds * 1_000);
  return { run, apply, pass };
}

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const mount = { name: 'v', mountPath: '/data' };

function pod(name: string, source: object, containers: object[] = [{}], more: object = {}) {
  const all = containers.map((one, index) => ({
    name: `c${index}`,
    image: 'busybox',
    command: ['sleep', '3600'],
    volumeMounts: [mount],
    ...one,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: all, volumes: [{ name: 'v', ...source }], ...more },
  };
}

test('what a pod writes to its claim is there for the next pod, and goes with the claim', async () => {
  const { run, apply, pass } = await sitting();
  const source = { persistentVolumeClaim: { claimName: 'data' } };
  await apply(claim, pod('first', source));
  await pass(30);
  await run("kubectl exec first -- sh -c 'mkdir -p /data/a && echo kept > /data/a/file && ln -s a/file /data/link'");
  await run('kubectl delete pod first --now');
  await apply(pod('second', source));
  await pass(30);
  expect(await run('kubectl exec second -- cat /data/a/file /data/link')).toBe('kept\nkept\n');
  expect(await run('kubectl exec second -- ls /data')).toBe('a\nlink\n');
  await run('kubectl delete pod second --now && kubectl delete pvc data');
  await apply(claim, pod('third', source));
  await pass(30);
  expect(await run('kubectl exec third -- ls /data')).toBe('');
});

test('containers of a pod share an emptyDir, which outlives a restart but not the pod', async () => {
  const { run, apply, pass } = await sitting();
  const writer = { command: ['sh', '-c', 'echo started >> /data/log; sleep 20; exit 1'] };
  const shared = pod('shared', { emptyDir: {} }, [writer, { volumeMounts: [{ ...mount, mountPath: '/seen' }] }], {
    initContainers: [
      { name: 'i', image: 'busybox', command: ['sh', '-c', 'echo first > /data/init'], volumeMounts: [mount] },
    ],
  });
  await apply(shared);
  await pass(15);
  expect(await run('kubectl exec shared -c c1 -- cat /seen/init /seen/log')).toBe('first\nstarted\n');
  await pass(60);
  expect(await run('kubectl exec shared -c c1 -- sh -c "grep -c started /seen/log"')).not.toBe('1\n');
  await run('kubectl exec shared -c c1 -- rm -r /seen/init');
  expect(await run('kubectl exec shared -c c1 -- ls /seen')).toBe('log\n');
  await run('kubectl delete pod shared --now');
  await apply(pod('shared', { emptyDir: {} }));
  await pass(15);
  expect(await run('kubectl exec shared -- ls /data')).toBe('');
});

test('a subPath is a folder of the volume, and a mount below another hides what lay there', async () => {
  const { run, apply, pass } = await sitting();
  const two = [mount, { name: 'v', mountPath: '/data/sub', subPath: 'one/two' }];
  await apply(pod('p', { emptyDir: {} }, [{ volumeMounts: two }]));
  await pass(15);
  await run("kubectl exec p -- sh -c 'echo x > /data/sub/file'");
  expect(await run('kubectl exec p -- find /data -type f')).toBe('/data/one/two/file\n/data/sub/file\n');
  expect(await run('kubectl exec p -- cat /data/one/two/file')).toBe('x\n');
});

test('a hostPath is a place on the node: pods there see each other through it', async () => {
  const { run, apply, pass } = await sitting();
  const on = (name: string, path: string, node: string) => pod(name, { hostPath: { path } }, [{}], { nodeName: node });
  await apply(on('a', '/var/share', 'node01'), on('b', '/', 'node01'), on('c', '/var/share', 'controlplane'));
  await pass(15);
  await run("kubectl exec a -- sh -c 'echo x > /data/file'");
  expect(await run('kubectl exec b -- cat /data/var/share/file')).toBe('x\n');
  expect(await run('kubectl exec c -- ls /data')).toBe('');
});
