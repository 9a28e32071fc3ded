import { expect, test, vi } from 'vitest';
import { createSandbox, loadEnvironment, paceOf } from '../sandbox/index.ts';
import { innerCommand } from './inner-command.ts';

const HOST = 'controlplane';

async function shellInPod() {
  let printed = '';
  const sandbox = await createSandbox({
    environment: loadEnvironment('hipstershop'),
    hosts: [{ name: HOST }],
    onOutput: (_, { text }) => void (printed += text),
  });
  const terminal = sandbox.terminal(HOST);
  /** Until the terminal ends with this: programs are loaded when they are first run. */
  const shows = (end: RegExp) =>
    vi.waitFor(async () => {
      await sandbox.flowTo(sandbox.now + 100);
      expect(printed).toMatch(end);
    }, 5_000);
  const work = sandbox.line(HOST, 'kubectl exec -it multitool -- bash');
  await shows(PROMPT);
  return {
    terminal,
    async type(line: string, end = PROMPT) {
      printed = '';
      await sandbox.keys(HOST, `${line}\n`);
      await shows(end);
    },
    end: () => paceOf(sandbox, 'max').run(work),
  };
}

const PROMPT = /multitool:\/# $/;

test('at the prompt of a shell in a pod the four words are the learner’s own', async () => {
  const { terminal, type, end } = await shellInPod();
  expect(terminal.innerPrompt).toMatch(/multitool/);
  for (const word of ['task', 'check', 'hint', 'next']) expect(innerCommand(terminal, `${word}\n`)).toBe(word);
  expect(innerCommand(terminal, 'check it')).toBeUndefined();
  await type('exit', /^exit\n|^$/);
  await end();
  expect(terminal.innerPrompt).toBeUndefined();
});

test('a program or function of that name in the pod comes first', async () => {
  const { terminal, type } = await shellInPod();
  await type('check() { echo mine; }');
  expect(innerCommand(terminal, 'check')).toBeUndefined();
  expect(innerCommand(terminal, 'hint')).toBe('hint');
});

test('what a program reads, and the rest of an unfinished command, is not for firedrill', async () => {
  const { terminal, type } = await shellInPod();
  await type('echo "open', /> $/);
  expect(innerCommand(terminal, 'check')).toBeUndefined();
  await type('"');
  expect(innerCommand(terminal, 'check')).toBe('check');
  await type('cat', /^$/);
  expect(innerCommand(terminal, 'check')).toBeUndefined();
});
