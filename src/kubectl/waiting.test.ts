import { beforeEach, expect, test } from 'vitest';
import { Machine } from '../../test/golden/kubectl/replay/replay.ts';

let machine: Machine;
const kubectl = (line: string, options?: Parameters<Machine['kubectl']>[1]) =>
  machine.kubectl(line.split(' '), options);

beforeEach(async () => {
  machine = new Machine({ controllers: true });
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker1' } };
  const status = {
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      addresses: [{ type: 'InternalIP', address: '10.0.1.30' }],
    },
  };
  await kubectl('create -f -', { stdin: JSON.stringify(node) });
  await kubectl(`patch node worker1 --subresource=status --type=merge -p ${JSON.stringify(status)}`);
});

test('rollout status goes on until the controllers are done, in the time of the clock', async () => {
  const start = machine.clock.now();
  await kubectl('create deployment web --image=nginx --replicas=2');
  const { stdout, code } = await kubectl('rollout status deploy/web');
  expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'deployment "web" successfully rolled out']);
  expect(machine.clock.now()).toBeGreaterThan(start);
});

test('wait sees the condition come true', async () => {
  await kubectl('run web --image=nginx');
  const { stdout, code } = await kubectl('wait --for=condition=Ready pod/web --timeout=60s');
  expect([code, stdout]).toEqual([0, 'pod/web condition met\n']);
});

test('wait gives up after its time-out and not later', async () => {
  await kubectl('run web --image=nginx');
  const start = machine.clock.now();
  const { stderr, code } = await kubectl('wait --for=jsonpath={.status.phase}=Failed pod/web --timeout=7s');
  expect([code, stderr]).toEqual([1, 'error: timed out waiting for the condition on pods/web\n']);
  expect(machine.clock.now() - start).toBe(7_000);
});

test('a watch prints what changes, and an interrupt ends it with 130', async () => {
  machine.clock.after(2_000, () => {
    machine.cluster.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'new', namespace: 'default' },
      data: { a: '1' },
    });
  });
  const { stdout, code } = await kubectl('get cm -w --no-headers -o name', { interruptAfter: 5_000 });
  expect(stdout).toContain('configmap/new\n');
  expect(code).toBe(130);
});

test('a watch can mark each line with what happened, as JSON a line for each event', async () => {
  await kubectl('create cm one --from-literal=a=<b>');
  machine.clock.after(1_000, () => void kubectl('label cm one c=d'));
  const watch = (options: string) => kubectl(`get cm -w --output-watch-events ${options}`, { interruptAfter: 3_000 });
  const { stdout } = await watch('-o json');
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\{"type":"ADDED","object":\{"apiVersion":"v1","data":\{"a":"\\u003cb\\u003e"\},"kind":/);
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(['ADDED', 'MODIFIED']);
  const table = await watch('--show-kind');
  expect(table.stdout.replace(/ +/g, ' ')).toMatch(/^EVENT NAME DATA AGE\nADDED configmap\/one 1 \d+s\n/);
});

test('delete returns once the pod is gone', async () => {
  await kubectl('run web --image=nginx');
  await kubectl('wait --for=condition=Ready pod/web --timeout=60s');
  expect(await kubectl('delete pod web')).toMatchObject({ code: 0, stdout: 'pod "web" deleted\n' });
  expect((await kubectl('get pod web')).stderr).toBe('Error from server (NotFound): pods "web" not found\n');
});

test('base-60 numbers, times and names like e1 in a manifest stay text', async () => {
  const stdin = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: e1}\ndata:\n  ports: 80:80\n  day: 2026-01-05\n';
  await kubectl('apply -f -', { stdin });
  expect((await kubectl('get cm e1 -o jsonpath={.data}')).stdout).toBe('{"day":"2026-01-05","ports":"80:80"}');
});
