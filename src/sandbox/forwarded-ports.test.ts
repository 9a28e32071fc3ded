import { beforeAll, expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { paceOf } from './pace.ts';
import { createSandbox } from './sandbox.ts';

let run: (text: string) => Promise<string>;

beforeAll(async () => {
  const sandbox = await createSandbox({ environment: loadEnvironment('empty') });
  const pace = paceOf(sandbox, 'max');
  const host = sandbox.hostNames[0]!;
  run = async (text) => {
    const script = sandbox.script({ host, name: 'bash', text, env: {}, cause: 'learner' });
    const { stdout, stderr } = await pace.run(script, sandbox.now + 600_000);
    return stdout + stderr;
  };
  await run('kubectl create deployment web --image=nginx; kubectl expose deploy web --port=8081 --target-port=80');
  await run('kubectl rollout status deploy web');
});

test('a forwarded port answers from the pod while kubectl runs in the background, and no longer', async () => {
  const output = await run(
    'kubectl port-forward deploy/web 8080:80 & sleep 1; curl -s localhost:8080 | grep title; kill $!; sleep 1; curl -sS localhost:8080',
  );
  expect(output).toContain('Forwarding from 127.0.0.1:8080 -> 80\nForwarding from [::1]:8080 -> 80\n');
  expect(output).toContain('Handling connection for 8080\n');
  expect(output).toContain('<title>Welcome to nginx!</title>');
  expect(output).toMatch(/Failed to connect to localhost port 8080/);
});

test("a service's port is led to the port of its pod", async () => {
  const output = await run(
    'timeout 5 kubectl port-forward svc/web 8081 > log & sleep 1; curl -s -o /dev/null -w "%{http_code}" 127.0.0.1:8081; wait; cat log',
  );
  expect(output).toMatch(/^200/);
  expect(output).toContain('Forwarding from 127.0.0.1:8081 -> 80\n');
});

test('a port that is taken is refused', async () => {
  const output = await run(
    'kubectl port-forward deploy/web 9000:80 >/dev/null & sleep 1; kubectl port-forward deploy/web 9000:80; kill $!',
  );
  expect(output).toContain('bind: address already in use');
  expect(output).toContain('error: unable to listen on any of the requested ports: [{9000 80}]\n');
});

test('wrong ports are told apart', async () => {
  expect(await run('kubectl port-forward svc/web 1')).toBe('error: Service web does not have a service port 1\n');
  expect(await run('kubectl port-forward deploy/web 8080:http')).toMatch(/does not have a named port 'http'/);
});
