import { expect, test } from 'vitest';
import type { Connection, DnsRecord } from '../network/index.ts';
import { loadEnvironment } from './environment.ts';
import { createSandbox } from './sandbox.ts';

/** A learner at the workshop's cluster, and what the network did. */
async function sitting() {
  let shown = '';
  const names: DnsRecord[] = [];
  const connections: Connection[] = [];
  const sandbox = await createSandbox({
    environment: loadEnvironment('aks-workshop'),
    onOutput: (_terminal, { text }) => void (shown += text),
  });
  sandbox.engine.network.onEvent((event) => {
    if (event.kind === 'dns') names.push(event.record);
    else if (event.kind === 'start') connections.push(event.connection);
  });
  const run = async (line: string): Promise<string> => {
    shown = '';
    await sandbox.free(sandbox.line('cloudshell', line));
    return shown;
  };
  const pass = (seconds: number) => sandbox.advance(sandbox.now + seconds * 1_000);
  return { sandbox, names, connections, run, pass };
}

test('a pod looks up what it is told to, on behalf of who ran it', async () => {
  const { names, run, pass } = await sitting();
  await run('kubectl run t --image=busybox --restart=Never -- nslookup google.com');
  await pass(10);
  expect(await run('kubectl get pod t --no-headers')).toMatch(/0\/1 +Completed/);
  expect(await run('kubectl logs t')).toMatch(/Name:\s+google.com/);
  const asked = names.filter(({ qname }) => qname === 'google.com');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.every(({ input }) => input === 1)).toBe(true);
});

test('a job fails with the exit code of its command, as often as it may', async () => {
  const { connections, run, pass } = await sitting();
  await run(
    "kubectl -n dev create job j --image=curlimages/curl -- sh -c 'curl -s -m2 nginx-svc >/dev/null; echo lost; exit 3'",
  );
  await run(`kubectl -n dev patch job j --type merge -p '{"spec":{"backoffLimit":1}}'`);
  await pass(60);
  expect(await run('kubectl -n dev get job j --no-headers')).toMatch(/Failed +0\/1/);
  expect(await run("kubectl -n dev get pods -l job-name=j -o jsonpath='{..terminated.exitCode}'")).toBe('3 3');
  expect(await run('kubectl -n dev logs job/j')).toContain('lost\n');
  expect(connections.filter(({ input, protocol }) => input === 1 && protocol === 'tcp')).toHaveLength(2);
});

test('a container that fails again and again backs off, and its last log is kept', async () => {
  const { run, pass } = await sitting();
  await run("kubectl run crash --image=alpine -- sh -c 'echo going; sleep 1; echo gone >&2; exit 7'");
  await pass(30);
  expect(await run('kubectl get pod crash --no-headers')).toMatch(/0\/1 +(CrashLoopBackOff|Error) +[12]/);
  expect(await run('kubectl logs crash')).toBe('going\ngone\n');
  expect(await run('kubectl logs crash --previous')).toBe('going\ngone\n');
  expect(await run('kubectl logs crash --tail=1')).toBe('gone\n');
});

test('a log is followed until the container ends, and cut to what is recent', async () => {
  const { run, pass } = await sitting();
  await run(
    "kubectl run t --image=busybox --restart=Never -- sh -c 'for i in 1 2 3 4 5 6; do echo $i; sleep 5; done; echo -n end'",
  );
  await pass(12);
  expect(await run('kubectl logs t --since=6s')).toBe('3\n');
  expect(await run('kubectl logs t --timestamps --tail=1')).toMatch(/^2026-01-05T10:00:\d\d\.\d{9}Z 3\n$/);
  expect(await run('kubectl logs -f t')).toBe('1\n2\n3\n4\n5\n6\nend');
  expect(await run('kubectl get pod t --no-headers')).toMatch(/Completed/);
});

test('a client without input sees what the process writes, until it ends', async () => {
  const { run } = await sitting();
  const shown = await run(
    "kubectl run t --attach --image=busybox --restart=Never -- sh -c 'echo one; sleep 3; echo two; exit 5'; echo rc $?",
  );
  expect(shown).toMatch(/one\ntwo\n/);
  expect(shown).toMatch(/rc 5\n$/);
});

test('a deleted pod stops what it does', async () => {
  const { connections, run, pass } = await sitting();
  await run(
    "kubectl -n dev run loop --image=busybox -- sh -c 'while true; do wget -q -T1 -O- nginx-svc; sleep 1; done'",
  );
  await pass(10);
  const caused = () => connections.filter(({ input }) => input === 1).length;
  expect(caused()).toBeGreaterThan(5);
  expect(connections.filter(({ source, input }) => source.name === 'loop' && input === undefined)).toEqual([]);
  await run('kubectl -n dev delete pod loop');
  const before = caused();
  await pass(10);
  expect(caused()).toBe(before);
});

test('a loop that never waits does not stop time', async () => {
  const { run, pass } = await sitting();
  await run("kubectl run spin --image=busybox -- sh -c 'while :; do :; done'");
  await pass(60);
  expect(await run('kubectl get pod spin --no-headers')).toMatch(/1\/1 +Running/);
});

test('a container with input runs once, in the session attached to it, and that is logged', async () => {
  const { names, run } = await sitting();
  const shown = await run(
    "kubectl run t -i --image=busybox --restart=Never -- sh -c 'nslookup -type=a www.google.com; exit 4'; echo $?",
  );
  expect(shown).toMatch(/4\n$/);
  expect(names.filter(({ qname, qtype }) => qname === 'www.google.com' && qtype === 'A')).toHaveLength(1);
  expect(await run('kubectl logs t')).toContain('www.google.com');
});

test('programs of the image itself, and those nobody has, run on', async () => {
  const { run, pass } = await sitting();
  await run(
    'kubectl run web --image=nginx; kubectl run app --image=corp.example/app:1 --command -- /app/server --port 80',
  );
  await run("kubectl run db --image=redis -- sh -c 'redis-server --appendonly yes'");
  await run('kubectl run py --image=python:3 -- python3 -m http.server 8080');
  await pass(20);
  expect(await run('kubectl get pods web app db py --no-headers')).toMatch(/(\w+ +1\/1 +Running +0.*\n){4}/);
  expect(await run('kubectl logs web')).toContain('ready for start up');
});

test('an init container really waits for what it waits for', async () => {
  const { run, pass } = await sitting();
  const init = {
    name: 'wait',
    image: 'busybox',
    command: ['sh', '-c', 'until nslookup db.default.svc.cluster.local; do echo waiting; sleep 2; done'],
  };
  const spec = { initContainers: [init], containers: [{ name: 'c', image: 'nginx' }] };
  const pod = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec });
  await run(`echo '${pod}' | kubectl apply -f -`);
  await pass(20);
  expect(await run('kubectl get pod app --no-headers')).toMatch(/Init:0\/1/);
  expect(await run('kubectl logs app -c wait --tail=1')).toBe('waiting\n');
  await run('kubectl create service clusterip db --tcp=80');
  await pass(10);
  expect(await run('kubectl get pod app --no-headers')).toMatch(/1\/1 +Running/);
});

test('the loops that come with the environment tell what they do', async () => {
  const { connections, run } = await sitting();
  const denied = 'Connection timed out after 3000 milliseconds';
  const log = await run('kubectl -n dev logs centos');
  expect(log.split(denied).length).toBeGreaterThan(30);
  expect((await run(`kubectl -n dev logs centos --since=60s | grep -c '${denied}'`)).trim()).toMatch(/^(9|10)$/);
  const began = connections.length;
  await run('timeout 30 kubectl -n dev logs centos -f --tail=1');
  const made = connections.slice(began).filter(({ source }) => source.name === 'centos');
  expect(made.filter(({ protocol }) => protocol === 'tcp')).toHaveLength(5);
  expect(made.every(({ input }) => input === undefined)).toBe(true);
});

test('the detectors start where their secrets are, and nowhere else', async () => {
  const { run, pass } = await sitting();
  const manifest = '~/demo/90-anomaly-detection/ad-jobs-deployment-managed.yaml';
  await run(
    `kubectl apply -f ${manifest}; sed 's/namespace: tigera-intrusion-detection/namespace: dev/' ${manifest} | kubectl apply -f -`,
  );
  await pass(120);
  expect(await run('kubectl -n tigera-intrusion-detection get pods -l app=anomaly-detection --no-headers')).toMatch(
    /1\/1 +Running/,
  );
  expect(await run('kubectl -n dev get pods -l app=anomaly-detection --no-headers')).toMatch(/0\/1 +ContainerCreating/);
  expect(await run('kubectl -n dev get events')).toContain(
    'secret "tigera-secure-es-gateway-http-certs-public" not found',
  );
  const pod = 'kubectl -n tigera-intrusion-detection';
  expect(await run(`${pod} logs deploy/ad-jobs-deployment`)).toContain('jobs scheduler started');
  expect(await run(`${pod} exec deploy/ad-jobs-deployment -- cat /certs/es-ca.pem`)).toBe('not a real certificate');
});

test('the same inputs give the same logs', async () => {
  const log = async () => {
    const { run, pass } = await sitting();
    await run("kubectl run t --image=busybox --restart=Never -- sh -c 'echo $RANDOM; nslookup google.com; date +%s%N'");
    await pass(10);
    return run('kubectl logs t --timestamps');
  };
  expect(await log()).toBe(await log());
});

test('a client knows the address it asked for, a service’s, and not the pod behind it', async () => {
  const { run } = await sitting();
  const address = await run("kubectl get service frontend -o jsonpath='{.spec.clusterIP}'");
  await run('kubectl delete gnp default-deny');
  const format = "'%{http_code} %{remote_ip}:%{remote_port}'";
  expect(await run(`kubectl -n dev exec netshoot -- curl -s -o /dev/null -w ${format} frontend.default`)).toBe(
    `200 ${address}:80`,
  );
});
