import { beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, loadEnvironment, paceOf, type Sandbox } from '../sandbox/index.ts';
import { complete } from './index.ts';

let sandbox: Sandbox;
const HOST = 'controlplane';

async function run(line: string): Promise<void> {
  await paceOf(sandbox, 'max').run(sandbox.line(HOST, line));
}

/** What may stand at the end of a line. */
function at(line: string): string[] {
  const { surroundings } = sandbox.terminal(HOST);
  return complete(line, line.length, { surroundings, cluster: sandbox.cluster }).candidates.map((one) => one.text);
}

/** The line after the only candidate was taken. */
function completed(line: string): string {
  const { surroundings } = sandbox.terminal(HOST);
  const { from, candidates } = complete(line, line.length, { surroundings, cluster: sandbox.cluster });
  expect(candidates).toHaveLength(1);
  return line.slice(0, from) + candidates[0]!.text;
}

beforeAll(async () => {
  sandbox = await createSandbox({ environment: loadEnvironment('hipstershop') });
  await run(
    "mkdir -p ~/notes/deep; touch ~/notes/one.yaml ~/notes/two.yaml '/root/notes/with blank' ~/.hidden; hello() { :; }; MY_NAME=x; cd",
  );
});

describe('commands', () => {
  test('programs, what belongs to the shell, functions', () => {
    expect(at('kubec')).toEqual(['kubectl ']);
    expect(at('expo')).toEqual(['export ']);
    expect(at('hel')).toContain('hello ');
  });

  test.each([
    'ls | kubec',
    'true && kubec',
    'for i in 1; do kubec',
    'X=1 kubec',
    'echo $(kubec',
    'sudo kubec',
    'watch -n 2 kubec',
    '! kubec',
  ])('where one may stand: %s', (line) => {
    expect(completed(line)).toBe(`${line.slice(0, -5)}kubectl `);
  });
});

describe('kubectl', () => {
  test.each([
    ['kubectl desc', 'kubectl describe '],
    ['kubectl rollout rest', 'kubectl rollout restart '],
    ['kubectl get deplo', 'kubectl get deployments '],
    ['kubectl get --all-n', 'kubectl get --all-namespaces '],
    ['kubectl get pods --field-s', 'kubectl get pods --field-selector='],
    ['kubectl get pods -o ya', 'kubectl get pods -o yaml '],
    ['kubectl get pods --output=ya', 'kubectl get pods --output=yaml '],
    ['kubectl get pods -n hips', 'kubectl get pods -n hipstershop '],
    ['kubectl get pods --namespace=hips', 'kubectl get pods --namespace=hipstershop '],
    ['kubectl -n hipstershop get deploy frontend', 'kubectl -n hipstershop get deploy frontend '],
    [
      'kubectl -n hipstershop rollout status deployment/cart',
      'kubectl -n hipstershop rollout status deployment/cartservice ',
    ],
    ['kubectl exec -it multi', 'kubectl exec -it multitool '],
    ['kubectl exec -n hipstershop multitool -c multi', 'kubectl exec -n hipstershop multitool -c multitool '],
    ['kubectl exec -it multitool -- ba', 'kubectl exec -it multitool -- bash '],
    ['kubectl apply -f ~/notes/o', 'kubectl apply -f ~/notes/one.yaml '],
    ['kubectl -n hipstershop get pods -l ap', 'kubectl -n hipstershop get pods -l app='],
    ['kubectl -n hipstershop get pods -l app=cart', 'kubectl -n hipstershop get pods -l app=cartservice '],
    [
      'kubectl -n hipstershop get pods -l app=cartservice,pod-t',
      'kubectl -n hipstershop get pods -l app=cartservice,pod-template-hash=',
    ],
    ['k get sv', 'k get svc '],
  ])('%s', (line, whole) => {
    expect(completed(line)).toBe(whole);
  });

  test('lists its commands, and the kinds of this cluster', () => {
    expect(at('kubectl ')).toEqual(expect.arrayContaining(['get ', 'apply ', 'exec ', 'logs ']));
    expect(at('kubectl get ')).toEqual(expect.arrayContaining(['pods ', 'globalalerts ', 'networksets ']));
    expect(at('kubectl get pods,serv')).toContain('pods,services ');
  });

  test('names come from the namespace that counts, and only once', async () => {
    expect(at('kubectl get deployments ')).toEqual([]);
    const pods = at('kubectl -n hipstershop delete pod ');
    expect(pods.length).toBeGreaterThan(8);
    expect(at(`kubectl -n hipstershop delete pod ${pods[0]}`)).not.toContain(pods[0]);
    await run('kubectl config set-context --current --namespace=hipstershop');
    expect(completed('kubectl get deployments front')).toBe('kubectl get deployments frontend ');
    await run('kubectl config set-context --current --namespace=default');
  });

  test('what was made just now is there', async () => {
    await run('kubectl create configmap brand-new');
    expect(completed('kubectl get configmap bra')).toBe('kubectl get configmap brand-new ');
    await run('kubectl delete configmap brand-new');
    expect(at('kubectl get configmap bra')).toEqual([]);
  });
});

describe('files and variables', () => {
  test.each([
    ['cat notes/o', 'cat notes/one.yaml '],
    ['cat ~/notes/t', 'cat ~/notes/two.yaml '],
    ['cat notes/w', 'cat notes/with\\ blank '],
    ['cat "notes/w', 'cat "notes/with blank" '],
    ['cd n', 'cd notes/'],
    ['cd notes/', 'cd notes/deep/'],
    ['echo x > notes/tw', 'echo x > notes/two.yaml '],
    ['cat ./notes/../notes/o', 'cat ./notes/../notes/one.yaml '],
    ['echo $MY_N', 'echo $MY_NAME'],
    ['echo "a ${MY_N', 'echo "a ${MY_NAME}'],
    ['cat .hid', 'cat .hidden '],
  ])('%s', (line, whole) => {
    expect(completed(line)).toBe(whole);
  });

  test('hidden files only when asked for, variables not in single quotes', () => {
    expect(at('cat ')).not.toContain('.hidden ');
    expect(at("echo '$MY_N")).toEqual([]);
  });
});

describe('in a pod', () => {
  test('the shell that is typed into has its own programs, files and variables', async () => {
    const work = sandbox.line(HOST, 'kubectl exec -it multitool -- bash');
    await sandbox.flowTo(sandbox.now + 1_000);
    await sandbox.keys(HOST, 'cd /tmp; touch in-the-pod; POD_ONLY=1\n');
    await sandbox.flowTo(sandbox.now + 1_000);
    expect(at('cat in-')).toEqual(['in-the-pod ']);
    expect(at('echo $POD_O')).toEqual(['$POD_ONLY']);
    expect(at('kubec')).toEqual([]);
    expect(at('cur')).toEqual(['curl ']);
    await sandbox.keys(HOST, 'exit\n');
    await paceOf(sandbox, 'max').run(work);
    expect(at('cat in-')).toEqual([]);
  });
});

test('it is no input, changes nothing, and takes under 5 ms', () => {
  const { inputs, now } = sandbox;
  const objects = JSON.stringify(sandbox.cluster.store.list('pods'));
  const lines = [
    'kube',
    'kubectl ',
    'kubectl get ',
    'kubectl -n hipstershop get pods ',
    'cat notes/',
    'echo $',
    'kubectl get pods -l ',
  ];
  for (const line of lines) at(line);
  // Of the processor: what others do with the machine meanwhile is not its price.
  const before = process.cpuUsage();
  for (let round = 0; round < 20; round++) for (const line of lines) at(line);
  expect(process.cpuUsage(before).user / 1_000 / (20 * lines.length)).toBeLessThan(5);
  expect(sandbox.inputs).toBe(inputs);
  expect(sandbox.now).toBe(now);
  expect(JSON.stringify(sandbox.cluster.store.list('pods'))).toBe(objects);
});
