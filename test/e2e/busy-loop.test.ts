import { expect, test, vi } from 'vitest';
import { createSandbox, loadEnvironment, paceOf, type RecordedInput } from '../../src/sandbox/index.ts';

test('Ctrl-C ends a loop that never waits, now and in a replay', async () => {
  const environment = loadEnvironment('hipstershop');
  const inputs: RecordedInput[] = [];
  const sandbox = await createSandbox({ environment, record: (input) => inputs.push(input) });
  const pace = paceOf(sandbox, 'max');
  const work = pace.run(sandbox.line('controlplane', 'sleep 5; X=1; : > /tmp/begun; while :; do X=1; done'));
  await vi.waitFor(() => sandbox.terminal('controlplane').fs.readFile('/tmp/begun'), { timeout: 30_000 });
  await sandbox.interrupt('controlplane');
  expect(await work).toBe(130);
  await pace.run(sandbox.line('controlplane', 'echo $X > /tmp/x'));

  const again = await createSandbox({ environment });
  await again.replay(inputs, sandbox.now);
  expect(await again.terminal('controlplane').fs.readFile('/tmp/x')).toBe('1\n');
  expect(again.now).toBe(sandbox.now);
});

test('a session left in such a loop can be gone on with', async () => {
  const environment = loadEnvironment('hipstershop');
  const sandbox = await createSandbox({ environment });
  const input = { kind: 'line', terminal: 'controlplane', text: 'while :; do X=1; done' } as const;
  await sandbox.replay([{ number: 1, at: sandbox.now, input }], sandbox.now);
  const running = sandbox.running('controlplane');
  await sandbox.interrupt('controlplane');
  expect(await running).toBe(130);
});
