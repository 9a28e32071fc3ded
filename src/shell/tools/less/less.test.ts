import { expect, test, vi } from 'vitest';
import { createSandbox, loadEnvironment, paceOf } from '../../../sandbox/index.ts';

const HOST = 'controlplane';

async function open(screen: boolean) {
  let printed = '';
  const sandbox = await createSandbox({
    environment: loadEnvironment('hipstershop'),
    hosts: [{ name: HOST, variables: screen ? { FIREDRILL_SCREEN: '1' } : {} }],
    onOutput: (_, { text }) => void (printed += text),
  });
  const pace = paceOf(sandbox, 'max');
  const asked = () => [...printed.matchAll(/\x1b\]7777;page;([^\x07]*)\x07/g)].map(([, json]) => JSON.parse(json!));
  /** Lets time pass until it is so: programs are loaded when they are first run. */
  const until = (isSo: () => boolean) =>
    vi.waitFor(async () => {
      await sandbox.flowTo(sandbox.now + 100);
      expect(isSo()).toBe(true);
    }, 5_000);
  return {
    printed: () => printed,
    asked,
    /** Types a line: at the prompt it runs, and what is returned waits for its end; a running program reads it. */
    async type(line: string): Promise<() => Promise<number>> {
      if (!sandbox.terminal(HOST).running) {
        const work = sandbox.line(HOST, line);
        return () => pace.run(work);
      }
      await sandbox.keys(HOST, `${line}\n`);
      return () => Promise.resolve(0);
    },
    until,
    /** Runs a line, and reads what it has paged to the end. */
    async run(line: string): Promise<number> {
      const before = asked().length;
      let ended = false;
      const work = sandbox.line(HOST, line).finally(() => void (ended = true));
      await until(() => ended || (asked().length > before && sandbox.terminal(HOST).wantsInput));
      if (!ended) await sandbox.keys(HOST, '\n');
      return pace.run(work);
    },
  };
}

test('what comes through a pipe is shown page by page, and the shell goes on when it was read', async () => {
  const { run, asked, printed } = await open(true);
  expect(await run('kubectl get pods -A | less -S; echo then')).toBe(0);
  expect(asked()).toMatchObject([{ title: '', chopped: true, text: expect.stringMatching(/^NAMESPACE.*\n/) }]);
  expect(printed()).toMatch(/then\n$/);
});

test('files, a place to begin and an old habit', async () => {
  const { run, asked } = await open(true);
  await run('seq 3 > /tmp/a; less +2 /tmp/a');
  await run('more +/3 /tmp/a');
  expect(asked()).toMatchObject([
    { title: '/tmp/a', text: '1\n2\n3\n', line: 2 },
    { title: '/tmp/a', pattern: '3' },
  ]);
});

test('a program that pages has its pager', async () => {
  const { run, asked } = await open(true);
  expect(await run('sh -c "seq 100 | less"')).toBe(0);
  expect(asked()).toHaveLength(1);
});

test('in a pod as on the host, whether executed or typed into a shell there', async () => {
  const { run, asked, printed, type, until } = await open(true);
  expect(await run('kubectl exec -it multitool -- sh -c "seq 100 | less"; echo then')).toBe(0);
  expect(asked()).toMatchObject([{ text: expect.stringMatching(/^1\n2\n/) }]);
  expect(printed()).toMatch(/then\n$/);
  const work = await type('kubectl exec -it multitool -- bash');
  await until(() => /multitool:.*# $/.test(printed()));
  await type('seq 200 | less; echo read');
  await until(() => asked().length === 2);
  expect(printed()).not.toContain('read\n');
  await type('');
  await type('exit');
  expect(await work()).toBe(0);
  expect(printed()).toContain('read\n');
});

test('where a program in a pod writes into a pipe, or nobody pages, it gets everything', async () => {
  const withPages = await open(true);
  await withPages.run(
    'kubectl exec multitool -- sh -c "seq 3 | less"; kubectl exec -i multitool -- less /etc/hostname',
  );
  await withPages.run('kubectl exec -it multitool -- less /etc/hostname | cat');
  expect(withPages.asked()).toEqual([]);
  const without = await open(false);
  await without.run('kubectl exec -it multitool -- less /etc/hostname');
  expect(without.asked()).toEqual([]);
  expect(without.printed()).toBe('multitool\n');
});

test('-F shows at once what fits; a pipe, a file and a terminal without pages get everything', async () => {
  const withPages = await open(true);
  await withPages.run('seq 3 | less -F; seq 3 | less | wc -l; seq 3 | less > /tmp/out; cat /tmp/out');
  expect(withPages.asked()).toEqual([]);
  expect(withPages.printed()).toBe('1\n2\n3\n3\n1\n2\n3\n');
  const without = await open(false);
  await without.run('seq 3 | less');
  expect(without.printed()).toBe('1\n2\n3\n');
});

test('mistakes are said', async () => {
  const { run, printed } = await open(true);
  expect(await run('less')).toBe(1);
  expect(await run('less /tmp/nothing')).toBe(1);
  expect(await run('less --nonsense /tmp/nothing')).toBe(1);
  expect(printed()).toMatch(/Missing filename[\s\S]*nothing: No such file or directory[\s\S]*unrecognized option/);
});
