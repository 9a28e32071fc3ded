import { expect, test } from 'vitest';
import { createSandbox, loadEnvironment } from '../sandbox/index.ts';
import { Turns } from './turns.ts';

test('one after the other in a terminal, whether the one before went well or not; terminals do not wait for each other', async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const works = [
    turns.take('a', async () => {
      seen.push('first');
      await first.promise;
    }),
    turns.take('a', async () => void seen.push('second')),
    turns.take('b', async () => void seen.push('elsewhere')),
  ];
  expect(seen).toEqual(['first', 'elsewhere']);
  first.reject(new Error('went wrong'));
  await Promise.allSettled(works);
  expect(seen).toEqual(['first', 'elsewhere', 'second']);
  await turns.take('a', async () => void seen.push('third'));
  expect(seen.at(-1)).toBe('third');
});

const HOST = 'controlplane';

async function terminalWith(line: string) {
  const sandbox = await createSandbox({ environment: loadEnvironment('bare'), hosts: [{ name: HOST }] });
  const work = sandbox.line(HOST, line);
  await sandbox.flowTo(sandbox.now + 100);
  return { sandbox, work, terminal: sandbox.terminal(HOST) };
}

test('what no program has read is what was typed ahead, once; what one has read is not', async () => {
  const { sandbox, work, terminal } = await terminalWith('read x; sleep 3');
  await sandbox.keys(HOST, 'for read\nls -l\n');
  await sandbox.flowTo(sandbox.now + 4_000);
  expect(await work).toBe(0);
  expect(terminal.typedAhead?.()).toBe('ls -l\n');
  expect(terminal.typedAhead?.()).toBe('');
});

test('Ctrl-C takes it away', async () => {
  const { sandbox, work, terminal } = await terminalWith('sleep 30');
  await sandbox.keys(HOST, 'ls\n');
  await sandbox.interrupt(HOST);
  await sandbox.flowTo(sandbox.now + 1_000);
  expect(await work).toBe(130);
  expect(terminal.typedAhead?.()).toBe('');
});
