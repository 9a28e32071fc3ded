import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { paceOf } from './pace.ts';
import { createSandbox } from './sandbox.ts';

test("uname says the kernel that the node's status has, on the node and in its pods", async () => {
  const sandbox = await createSandbox({ environment: loadEnvironment('empty') });
  const pace = paceOf(sandbox, 'max');
  const text =
    'kubectl run t --image=busybox -- sleep 1d; kubectl wait --for=condition=Ready pod/t >/dev/null; uname -r; ' +
    "kubectl exec t -- uname -sr; kubectl get nodes -o jsonpath='{.items[*].status.nodeInfo.kernelVersion}'";
  const script = sandbox.script({ host: sandbox.hostNames[0]!, name: 'bash', text, env: {}, cause: 'learner' });
  const { stdout } = await pace.run(script, sandbox.now + 600_000);
  expect(stdout).toBe('pod/t created\n5.4.0-1078-gcp\nLinux 5.4.0-1078-gcp\n5.4.0-1078-gcp 5.4.0-1078-gcp');
  await pace.stop();
});
