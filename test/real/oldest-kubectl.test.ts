import { afterAll, beforeAll, expect, test } from 'vitest';
import { kubectlBinary } from './kubectl-binary.ts';
import { type Place, realHost } from './two-clients.ts';

// It asks for the old OpenAPI document (an empty one is served), for discovery group by group, and speaks SPDY only.
let place: Place;

beforeAll(async () => {
  place = await realHost('empty', kubectlBinary('1.20'));
});

afterAll(() => place.leave());

const ALERT = `kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: {name: an.alert}
spec: {description: d, severity: 100, dataSet: flows}
EOF`;

/** A command, its exit code and what is in its output. */
const COURSE: readonly (readonly [string, number, string])[] = [
  ['kubectl version --short', 0, 'Server Version: v1.'],
  ['kubectl get nodes', 0, 'Ready'],
  ['kubectl api-resources', 0, 'globalalerts'],
  ['kubectl run web --image=nginx', 0, 'pod/web created'],
  ['kubectl wait --for=condition=Ready pod/web --timeout=60s', 0, 'pod/web condition met'],
  ['kubectl exec web -- hostname', 0, 'web'],
  ['echo hello | kubectl exec -i web -- cat', 0, 'hello'],
  ["kubectl exec web -- sh -c 'exit 3'", 3, 'command terminated with exit code 3'],
  ['kubectl logs web', 0, 'start worker processes'],
  ['kubectl cp web:/etc/hostname name && cat name', 0, 'web'],
  ['echo copied > note && kubectl cp note web:/tmp/note && kubectl exec web -- cat /tmp/note', 0, 'copied'],
  ['kubectl create deployment api --image=nginx --replicas=2', 0, 'deployment.apps/api created'],
  ['kubectl rollout status deployment/api', 0, 'successfully rolled out'],
  ['kubectl scale deployment/api --replicas=3', 0, 'deployment.apps/api scaled'],
  ['kubectl wait --for=condition=available deployment/api --timeout=20s', 0, 'condition met'],
  ['kubectl set image deployment/api nginx=nginx:1.25', 0, 'deployment.apps/api image updated'],
  ['kubectl rollout undo deployment/api', 0, 'deployment.apps/api rolled back'],
  ['kubectl expose deployment/api --port=80', 0, 'service/api exposed'],
  ['kubectl autoscale deployment/api --max=3', 0, 'autoscaled'],
  ['kubectl label pod web tier=front', 0, 'pod/web labeled'],
  ['kubectl patch pod web -p \'{"metadata":{"labels":{"tier":"back"}}}\'', 0, 'pod/web patched'],
  ['kubectl get pods -l tier=back -o name', 0, 'pod/web'],
  ['kubectl describe pod web', 0, 'Successfully assigned default/web'],
  ['kubectl get events', 0, 'Scheduled'],
  [ALERT, 0, 'globalalert.projectcalico.org/an.alert created'],
  [ALERT, 0, 'globalalert.projectcalico.org/an.alert unchanged'],
  ['kubectl get globalalert an.alert -o jsonpath={.spec.dataSet}', 0, 'flows'],
  ['kubectl auth can-i delete nodes', 0, 'yes'],
  ['kubectl taint nodes --all a=b:NoSchedule', 0, 'tainted'],
  ['kubectl explain globalalert', 1, "couldn't find resource"],
  ['kubectl delete pod/web service/api', 0, 'pod "web" deleted'],
];

test.each(COURSE)('kubectl 1.20: %s', async (command, code, text) => {
  const { stdout, stderr, code: left } = await place.run(command);
  expect([left, stdout + stderr]).toEqual([code, expect.stringContaining(text)]);
});

test('kubectl 1.20 forwards a port', async () => {
  const { stdout } = await place.run(
    'kubectl port-forward deployment/api :80 > out & forward=$!; ' +
      'until grep -q Forwarding out 2>/dev/null; do sleep 0.1; done; ' +
      "curl -s http://127.0.0.1:$(sed -n 's/Forwarding from 127.0.0.1:\\([0-9]*\\).*/\\1/p' out); kill $forward",
  );
  expect(stdout).toContain('Welcome to nginx');
});
