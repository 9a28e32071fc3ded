import { expect, test } from 'vitest';
import { changesState } from './state-changing.ts';

test.each([
  'kubectl apply -f x.yaml',
  'kubectl -n dev label pods --all a=b',
  'kubectl --context lab delete pod x',
  'k create ns a',
  "sed -i 's,A,B,' file",
  'cat <<EOF | kubectl apply -f -\nkind: X\nEOF',
  'kubectl apply -f -<<\\EOF\nkubectl get pods\nEOF',
  'cp a b && kubectl get pods',
  'FOO=1 kubectl apply -f x',
  'helm install a b',
  'kubectl rollout restart deploy/x',
])('%j is there to change something', (statement) => {
  expect(changesState(statement)).toBe(true);
});

test.each([
  'kubectl get pods | grep x',
  'kubectl exec -t multitool -- sh -c "kubectl apply"',
  'curl -I frontend',
  "sed 's,A,B,' file",
  'kubectl apply -f x | grep created',
  "echo 'kubectl apply; rm x'",
  'kubectl -n dev exec netshoot -- nmap -Pn 10.0.0.1',
  'grep apply <<EOF\nkubectl apply\nEOF',
])('%j is evidence', (statement) => {
  expect(changesState(statement)).toBe(false);
});
