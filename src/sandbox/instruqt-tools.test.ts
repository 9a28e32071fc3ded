import { beforeEach, expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { type Pace, paceOf } from './pace.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let pace: Pace;
let shown: string;

beforeEach(async () => {
  shown = '';
  sandbox = await createSandbox({
    environment: loadEnvironment('empty'),
    hosts: [{ name: 'one' }, { name: 'two' }],
    onOutput: (_, { text }) => void (shown += text),
  });
  pace = paceOf(sandbox, 'max');
});

const script = (host: string, text: string) =>
  pace.run(sandbox.script({ host, name: 'setup', text, env: {}, cause: 'track' }));
const line = (text: string) => pace.run(sandbox.line('one', text));

test('a variable belongs to its machine, and the others see it where they have none of that name', async () => {
  await script('one', 'agent variable set NS bank; agent variable set Only here');
  await script('two', 'agent variable set ns shop');
  expect((await script('one', 'agent variable get ns')).stdout).toBe('bank\n');
  expect((await script('two', 'agent variable get NS; agent variable get ONLY')).stdout).toBe('shop\nhere\n');
  expect(await script('two', 'agent variable get none')).toMatchObject({
    code: 1,
    stderr: 'agent: variable none is not set\n',
  });
  expect((await script('one', 'agent variables')).code).toBe(2);
  expect(sandbox.agentVariable('NS', 'two')).toBe('shop');
});

test('variables are there again after a rewind to a moment behind them', async () => {
  await script('one', 'agent variable set A 1');
  const point = { inputs: sandbox.inputs, at: sandbox.now };
  await script('one', 'agent variable set A 2');
  await sandbox.rewind(point);
  expect(sandbox.agentVariable('a')).toBe('1');
});

test('a terminal begins where set-workdir said, with what set-up wrote into ~/.bashrc', async () => {
  await script(
    'one',
    'mkdir /root/lab; set-workdir /root/lab; echo "alias hi=\'echo hello\'; export A=1" >> /root/.bashrc',
  );
  expect(sandbox.terminal('one').prompt).toContain('~/lab');
  await line('hi $A; pwd');
  expect(shown).toBe('hello 1\n/root/lab\n');
  await line('cd; unset A');
  await line('pwd; echo [$A]');
  expect(shown).toBe('hello 1\n/root/lab\n/root\n[]\n');
  expect((await script('one', 'set-workdir /nowhere')).stderr).toBe('set-workdir: /nowhere: no such folder\n');
});
