import { beforeAll, expect, test } from 'vitest';
import { createSandbox, loadEnvironment, paceOf, type Sandbox } from '../sandbox/index.ts';
import { advise, LastOutput, type World } from './index.ts';

const heard = new LastOutput();
let sandbox: Sandbox;
let world: World;

beforeAll(async () => {
  sandbox = await createSandbox({
    environment: loadEnvironment('hipstershop'),
    onOutput: (terminal, { text }) => heard.hear(terminal, text),
  });
  world = { cluster: sandbox.cluster, surroundings: sandbox.terminal('controlplane').surroundings };
});

async function adviceOn(line: string): Promise<string | undefined> {
  heard.begin('controlplane');
  await paceOf(sandbox, 'max').run(sandbox.line('controlplane', line));
  return advise(heard.of('controlplane'), world);
}

const manifest = (spec: string, apiVersion = 'projectcalico.org/v3', kind = 'GlobalAlert') =>
  `kubectl apply -f - <<'EOF'\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}\nspec: {description: d, severity: 50, dataSet: dns, ${spec}}\nEOF`;

const policy = (spec: string) =>
  `kubectl apply -f - <<'EOF'\napiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: x}\nspec:\n  ${spec}\nEOF`;

test.each([
  ['kubctl get pods', 'Did you mean kubectl?'],
  ['kubectl get globalalret', "Did you mean globalalert? 'kubectl api-resources' lists every kind."],
  ['kubectl get pods -n hipster-shop', 'Did you mean hipstershop?'],
  ['kubectl exec -n hipstershp multitool -- ls', 'Did you mean hipstershop?'],
  ['kubectl get service frontend', 'It is in namespace hipstershop: add -n hipstershop.'],
  ['kubectl exec frontend -- ls', /^Its whole name is frontend-\w+-\w+: 'kubectl get pods -n hipstershop' shows it\.$/],
  ['kubectl get pod multitol', /^Did you mean multitool in (?:default|hipstershop)\?$/],
  ['kubectl config use-context prod', /kubectl config get-contexts/],
  [manifest("query: 'qname = www.google.com'"), 'Put it in double quotes: "www.google.com".'],
  [manifest(`query: 'qname = "a.b" && rcode = x'`), 'Write AND.'],
  [manifest(`query: 'qname = "a.b" || rcode = x'`), 'Write OR.'],
  [manifest(`query: 'qname == "a"'`), 'One = compares.'],
  [manifest(`query: 'qname = "a'`), 'Close the quotes.'],
  [manifest("dataSet: flows, query: 'action = Allow'").replace('dataSet: dns, ', ''), 'Capitals count: write allow.'],
  [manifest("query: ''", 'projectcalico.org/v1'), 'GlobalAlert is served as projectcalico.org/v3: correct apiVersion.'],
  [manifest("query: ''", 'projectcalico.org/v3', 'GlobalAlrt'), 'Did you mean GlobalAlert?'],
  [manifest('treshold: 3'), 'Did you mean spec.threshold?'],
  [manifest('period: 30s'), 'Period is a duration of at least 1m, such as 5m.'],
  [
    'kubectl apply -f - <<EOF\nkind: Pod\nmetadata:\n\tname: x\nEOF',
    /blanks, never with tabs: look at the line after line 2/,
  ],
  [policy("selector: app = 'x'"), 'In the selector: expected == or !=, but found "=" at position 5.'],
  [policy("selector: app == 'x"), 'In the selector: unterminated string starting at position 8.'],
  [policy('ingress: [{action: Allow, protocol: tcp}]'), 'Write TCP: capitals count.'],
  [policy('ingress: [{action: Allow, protocol: HTTP}]'), /^A protocol is one of TCP, UDP, ICMP/],
  ['touch alert.yaml; kubectl apply -f alert.yml', 'Did you mean alert.yaml?'],
  ['cat nosuch', "'ls' shows what is there."],
  ['kubectl create namespace hipstershop', /'kubectl apply' changes it/],
  ['kubectl exec multitool -- curl frontend', /from a pod of another namespace its name is frontend\.hipstershop/],
  ['curl -sS frontend.hipstershop', /known inside pods only/],
  ['kubectl run w --image=ngnix; sleep 3; kubectl get pods', /^The image ngnix cannot be pulled: is its name right\?/],
  ['kubectl run c --image=busybox -- false; sleep 40; kubectl get pod c', /^'kubectl logs c -n default --previous'/],
])('%s', async (line, advice) => {
  if (advice instanceof RegExp) expect(await adviceOn(line)).toMatch(advice);
  else expect(await adviceOn(line)).toBe(advice);
});

test.each(['kubectl get pods -n kube-system', 'echo fine', 'kubectl gte pods', 'kubectl get pods -n kube-public'])(
  'nothing is added to what %s prints',
  async (line) => expect(await adviceOn(line)).toBeUndefined(),
);
