import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { paceOf } from './pace.ts';
import { createSandbox } from './sandbox.ts';

/** What the pod's tar says of a full path, which kubectl passes on as its own output. */
const TAR = "tar: Removing leading `/' from member names\n";

test('kubectl cp carries a folder into a pod and back', async () => {
  const sandbox = await createSandbox({ environment: loadEnvironment('empty') });
  const pace = paceOf(sandbox, 'max');
  const run = async (text: string): Promise<string> => {
    const script = sandbox.script({ host: sandbox.hostNames[0]!, name: 'bash', text, env: {}, cause: 'learner' });
    const { stdout, stderr } = await pace.run(script, sandbox.now + 600_000);
    return stdout + stderr;
  };
  await run('kubectl run t --image=busybox -- sleep 1d; kubectl wait --for=condition=Ready pod/t');
  await run('mkdir -p site/css; echo one > site/index.html; echo two > site/css/a.css');
  expect(await run('kubectl cp site t:/tmp/site; kubectl exec t -- cat /tmp/site/index.html /tmp/site/css/a.css')).toBe(
    'one\ntwo\n',
  );
  expect(await run('kubectl cp site t:/tmp; kubectl exec t -- cat /tmp/site/css/a.css')).toBe('two\n');
  expect(await run('kubectl cp t:/tmp/site back; cat back/index.html back/css/a.css')).toBe(`${TAR}one\ntwo\n`);
  expect(await run('kubectl cp t:/tmp/site/index.html index.html; cat index.html')).toBe(`${TAR}one\n`);
  expect(await run('kubectl cp t:tmp/site/css/a.css a.css; cat a.css')).toBe('two\n');
  expect(await run('kubectl cp t:tmp/site/css/a.css .')).toBe('error: open .: is a directory\n');
  expect(await run('mkdir -p nothing/here; kubectl cp nothing t:/tmp/n; kubectl exec t -- find /tmp/n')).toBe(
    '/tmp/n\n/tmp/n/here\n',
  );
  expect(await run('kubectl cp t:tmp/n n; find n')).toBe('n\nn/here\n');
  expect(await run('kubectl exec t -- test -d /tmp/n; echo $?')).toBe('0\n');
  const binary = 'echo AAH//oBhYmMK | base64 -d > b; kubectl cp b t:/tmp/b; kubectl exec t -- base64 /tmp/b; ';
  expect(await run(`${binary}kubectl cp t:tmp/b c; base64 c; kubectl exec -i t -- cat < b | base64`)).toBe(
    'AAH//oBhYmMK\n'.repeat(3),
  );
  expect(await run('kubectl cp t:/nosuch x')).toContain('nosuch: Cannot stat: No such file or directory');
  await pace.stop();
});
