import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { createSandbox } from './sandbox.ts';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const API = 'https://kubernetes.default.svc';

/** A learner with a pod `thief` that can run curl, under the account `robot`. */
async function sitting(spec: object = {}) {
  let shown = '';
  const sandbox = await createSandbox({
    environment: loadEnvironment('empty'),
    onOutput: (_terminal, { text }) => void (shown += text),
  });
  const terminal = sandbox.environment.host.name;
  const run = async (line: string): Promise<string> => {
    shown = '';
    await sandbox.free(sandbox.line(terminal, line));
    return shown;
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'thief' },
    spec: {
      serviceAccountName: 'robot',
      containers: [{ name: 'main', image: 'nicolaka/netshoot', command: ['sleep', '1d'] }],
      ...spec,
    },
  };
  await run('kubectl create serviceaccount robot');
  await run(`kubectl apply -f - <<'END'\n${JSON.stringify(pod)}\nEND`);
  await sandbox.advance(sandbox.now + 20_000);
  const inPod = (command: string) => run(`kubectl exec thief -- sh -c '${command}'`);
  return { sandbox, run, inPod };
}

test('a stolen token is worth what its account may do', async () => {
  const { sandbox, run, inPod } = await sitting();
  expect(await inPod(`cat ${FOLDER}/namespace; ls ${FOLDER}`)).toMatch(/default\s*ca.crt\s+namespace\s+token/);
  const call = `curl -s --cacert ${FOLDER}/ca.crt -H "Authorization: Bearer $(cat ${FOLDER}/token)"`;
  const secrets = `${API}/api/v1/namespaces/default/secrets`;
  expect(JSON.parse(await inPod(`${call} ${secrets}`))).toMatchObject({
    code: 403,
    message:
      'secrets is forbidden: User "system:serviceaccount:default:robot" cannot list resource "secrets" in API group "" in the namespace "default"',
  });
  await run('kubectl create secret generic gold --from-literal=bar=999');
  await run('kubectl create role reader --verb=get,list --resource=secrets');
  await run('kubectl create rolebinding robots --role=reader --serviceaccount=default:robot');
  expect(await inPod(`${call} ${secrets}/gold`)).toContain('    "bar": "OTk5"');
  expect(await inPod(`${call} -o /dev/null -w "%{http_code}" -X DELETE ${secrets}/gold`)).toBe('403');
  await run('kubectl create rolebinding owners --clusterrole=cluster-admin --serviceaccount=default:robot');
  const audited: { username: string; verb: string }[] = [];
  sandbox.engine.cluster.onAudit(({ event }) => {
    audited.push({ username: event['user'].username, verb: event['verb'] });
  });
  expect(JSON.parse(await inPod(`${call} -X DELETE ${secrets}/gold`))).toMatchObject({ status: 'Success' });
  expect(await run('kubectl get secret gold')).toContain('NotFound');
  await inPod(`${call} -X DELETE ${API}/api/v1/namespaces/default/pods/thief`);
  expect(audited).toEqual([{ username: 'system:serviceaccount:default:robot', verb: 'delete' }]);
});

test('without a token a pod is anybody: it may read the version, and nothing else', async () => {
  const { inPod } = await sitting();
  expect(JSON.parse(await inPod(`curl -sk ${API}/version`)).gitVersion).toMatch(/^v1\./);
  expect(await inPod(`curl -sk ${API}/healthz`)).toBe('ok');
  expect(JSON.parse(await inPod(`curl -sk ${API}/api/v1/pods`))).toMatchObject({
    code: 403,
    reason: 'Forbidden',
    message:
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
  });
  expect(JSON.parse(await inPod(`curl -sk ${API}/`)).message).toBe(
    'forbidden: User "system:anonymous" cannot get path "/"',
  );
  expect(JSON.parse(await inPod(`curl -sk -H "Authorization: Bearer made-up" ${API}/api`)).code).toBe(401);
});

test("the server's certificate is good for who trusts the cluster's authority, and under its own names only", async () => {
  const { inPod } = await sitting();
  expect(await inPod(`curl -s ${API}/version || echo $?`)).toBe('60\n');
  expect(await inPod(`curl -s --cacert ${FOLDER}/ca.crt ${API}/healthz`)).toBe('ok');
  expect(await inPod(`curl -s --cacert ${FOLDER}/ca.crt https://$KUBERNETES_SERVICE_HOST/healthz`)).toBe('ok');
  expect(await inPod(`curl -sS --cacert ${FOLDER}/missing ${API}/healthz 2>&1 || true`)).toBe(
    `curl: (77) error setting certificate file: ${FOLDER}/missing\n`,
  );
  expect(await inPod(`wget -qO- --no-check-certificate ${API}/healthz`)).toBe('ok');
});

test('a pod that wants no token has none, and the token of a deleted pod is worth nothing', async () => {
  const { run, inPod, sandbox } = await sitting({ automountServiceAccountToken: false });
  expect(await inPod(`ls ${FOLDER} 2>&1`)).toContain('No such file');
  expect(await run('kubectl run other --image=nginx')).toContain('created');
  await sandbox.advance(sandbox.now + 10_000);
  const token = await run(`kubectl exec other -- cat ${FOLDER}/token`);
  expect(token.split('.')).toHaveLength(3);
  const whoCanRead = () => inPod(`curl -sk -H "Authorization: Bearer ${token}" ${API}/api/v1/pods`);
  expect(JSON.parse(await whoCanRead()).message).toContain('User "system:serviceaccount:default:default" cannot list');
  await run('kubectl delete pod other --now');
  expect(JSON.parse(await whoCanRead()).message).toBe('Unauthorized');
});

test('a pod of an account that is not there is refused', async () => {
  const { run } = await sitting();
  const overrides = '{"spec":{"serviceAccountName":"nobody"}}';
  expect(await run(`kubectl run lost --image=nginx --overrides='${overrides}'`)).toContain(
    'pods "lost" is forbidden: error looking up service account default/nobody: serviceaccount "nobody" not found',
  );
});

test('a deployment whose account is not there makes no pod and says why, until it is', async () => {
  const { run, sandbox } = await sitting();
  await run('kubectl create deployment web --image=nginx');
  await run('kubectl set serviceaccount deployment web worker');
  await sandbox.advance(sandbox.now + 20_000);
  const conditions = "-o jsonpath='{range .status.conditions[*]}{.type}={.reason} {end}'";
  expect(await run(`kubectl get deployment web ${conditions}`)).toContain('ReplicaFailure=FailedCreate');
  expect(
    await run("kubectl get events --field-selector reason=FailedCreate -o jsonpath='{.items[0].message}'"),
  ).toMatch(
    /^Error creating: pods "web-\w+-" is forbidden: error looking up service account default\/worker: serviceaccount "worker" not found$/,
  );
  await run('kubectl create serviceaccount worker');
  await sandbox.advance(sandbox.now + 60_000);
  expect(await run(`kubectl get deployment web ${conditions}`)).not.toContain('ReplicaFailure');
  expect(await run("kubectl get pods -l app=web -o jsonpath='{.items[*].spec.serviceAccountName}'")).toBe('worker');
});
