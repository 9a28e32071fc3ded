import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { type Pace, paceOf } from './pace.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let pace: Pace;

beforeEach(async () => {
  sandbox = await createSandbox({ environment: loadEnvironment('empty') });
  pace = paceOf(sandbox, 'max');
  await run('kubectl run web --image=nginx --port=80; kubectl wait --for=condition=Ready pod/web');
});

afterEach(() => pace.stop());

async function run(text: string): Promise<string> {
  const script = sandbox.script({ host: sandbox.hostNames[0]!, name: 'bash', text, env: {}, cause: 'learner' });
  const { stdout, stderr } = await pace.run(script, sandbox.now + 600_000);
  return stdout + stderr;
}

test('a debugging container has its own image and the address of the pod', async () => {
  const command = 'kubectl debug web -q -i --profile=general --image=busybox -c look --target=web -- sh';
  const shown = await run(`echo 'cat /etc/hostname; hostname -i; wget -qO- localhost | grep title' | ${command}`);
  const address = await run("kubectl get pod web -o jsonpath='{.status.podIP}'");
  expect(shown).toContain(`web\n${address}`);
  expect(shown).toContain('Welcome to nginx!');
});

test('a debugging container that ends is not restarted, and the pod stays ready', async () => {
  await run("kubectl debug web --profile=general --image=busybox -c look -- sh -c 'echo seen; exit 3'; sleep 30");
  const state =
    '{.status.ephemeralContainerStatuses[0].state.terminated.exitCode} {.status.containerStatuses[0].ready}';
  expect(await run(`kubectl get pod web -o jsonpath='${state}'`)).toBe('3 true');
  expect(await run('kubectl logs web -c look')).toBe('seen\n');
  expect(await run('kubectl get pod web --no-headers')).toMatch(/^web +1\/1 +Running +0 /);
});

test('debugging containers are only added: by their own door, never changed, never taken away', async () => {
  await run('kubectl debug web --profile=general --image=busybox -c look -- sleep 1d');
  const change = (patch: string, how = '') => run(`kubectl patch pod web ${how} -p '${patch}'`);
  const other = '{"spec":{"ephemeralContainers":[{"name":"look","image":"nginx"}]}}';
  expect(await change(other)).toContain('pod updates may not change fields other than');
  expect(await run('kubectl debug web --profile=general --image=nginx -c look')).toContain(
    'existing ephemeral containers "look" may not be changed',
  );
  expect(await run('kubectl debug web --profile=general --image=busybox -c web')).toContain(
    'spec.ephemeralContainers[1].name: Duplicate value: "web"',
  );
});

test('a copy of a pod runs another command, a pod on a node has the name and the address of the node', async () => {
  await run('kubectl debug web --copy-to=copy --profile=general -c web --image=busybox -- sleep 1d');
  expect(await run("kubectl get pod copy -o jsonpath='{.spec.containers[*].command}'")).toBe('["sleep","1d"]');
  expect(
    await run('echo hostname | kubectl debug node/node01 -q -i --profile=general --image=busybox -- sh'),
  ).toContain('node01\n');
});
