import { expect, test } from 'vitest';
import { createSandbox, loadEnvironment, paceOf } from '../../../sandbox/index.ts';

const HOST = 'controlplane';

/** A host whose terminal is a screen that can edit, or not. */
async function open(screen: boolean) {
  let printed = '';
  const sandbox = await createSandbox({
    environment: loadEnvironment('hipstershop'),
    hosts: [{ name: HOST, variables: screen ? { FIREDRILL_SCREEN: '1' } : {} }],
    onOutput: (_, { text }) => void (printed += text),
  });
  const pace = paceOf(sandbox, 'max');
  return {
    fs: sandbox.terminal(HOST).fs,
    printed: () => printed,
    /** Runs a line, and answers what it asks with the text made of the file it names. */
    async run(line: string, edit: (text: string) => string | undefined = () => undefined): Promise<number> {
      const work = sandbox.line(HOST, line);
      await sandbox.flowTo(sandbox.now + 1_000);
      const path = [...printed.matchAll(/\x1b\]7777;edit;([^\x07]*)\x07/g)].at(-1)?.[1];
      if (path !== undefined && sandbox.terminal(HOST).running) {
        const text = edit(
          (await sandbox
            .terminal(HOST)
            .fs.readFile(path)
            .catch(() => '')) as string,
        );
        await sandbox.keys(HOST, `${text === undefined ? '' : JSON.stringify(text)}\n`);
      }
      return pace.run(work);
    },
  };
}

test('vi FILE has the screen edit it', async () => {
  const { run, fs } = await open(true);
  expect(await run('vi /tmp/new', () => 'first\nsecond\n')).toBe(0);
  expect(await fs.readFile('/tmp/new')).toBe('first\nsecond\n');
});

test('an empty answer leaves the file as it was', async () => {
  const { run, fs } = await open(true);
  await run('echo old > /tmp/file');
  expect(await run('nano /tmp/file')).toBe(0);
  expect(await fs.readFile('/tmp/file')).toBe('old\n');
});

test('kubectl edit opens it, and applies what was saved', async () => {
  const { run, printed } = await open(true);
  await run('kubectl create configmap words --from-literal=a=one');
  expect(await run('kubectl edit configmap words', (text) => text.replace('a: one', 'a: two'))).toBe(0);
  expect(printed()).toContain('configmap/words edited');
  await run('kubectl get configmap words -o jsonpath={.data.a}');
  expect(printed()).toMatch(/two$/);
});

test('where there is no such screen it says what to do instead', async () => {
  const { run, printed } = await open(false);
  expect(await run('vi notes')).toBe(1);
  expect(printed()).toMatch(/sed -i .* notes/);
});
