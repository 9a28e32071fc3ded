import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import type { RecordedInput } from './inputs.ts';
import type { OutsideRequest } from './outside-clients.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

const environment = loadEnvironment('hipstershop');

async function world(): Promise<{ sandbox: Sandbox; recorded: RecordedInput[] }> {
  const recorded: RecordedInput[] = [];
  return { sandbox: await createSandbox({ environment, record: (input) => void recorded.push(input) }), recorded };
}

function exec(...command: string[]): OutsideRequest {
  const query = command.map((word) => `command=${encodeURIComponent(word)}`).join('&');
  return { method: 'GET', path: `/api/v1/namespaces/default/pods/multitool/exec?${query}`, headers: {} };
}

async function run(sandbox: Sandbox, ...command: string[]): Promise<string> {
  let said = '';
  const streams = { stdin: false, tty: false, stdout: (text: string) => void (said += text), stderr: () => {} };
  const session = await sandbox.outside.connect(exec(...command), streams);
  await sandbox.free(session.ended);
  return said;
}

test('what a command run from outside sends over the network is the doing of its input', async () => {
  const { sandbox, recorded } = await world();
  const inputs = new Set<number | undefined>();
  sandbox.engine.network.onEvent((event) => {
    if (event.kind === 'start' && event.connection.source.name === 'multitool') inputs.add(event.connection.input);
  });
  await run(sandbox, 'curl', '-s', 'frontend.hipstershop');
  expect([...inputs]).toEqual([recorded[0]!.number]);
});

test('each piece of standard input is an input too, in its order', async () => {
  const { sandbox, recorded } = await world();
  let said = '';
  const session = await sandbox.outside.connect(exec('cat'), {
    stdin: true,
    tty: false,
    stdout: (text) => void (said += text),
    stderr: () => {},
  });
  void session.send('one ');
  void session.send('two');
  void session.send(null);
  expect(await sandbox.free(session.ended)).toMatchObject({ status: 'Success' });
  expect(said).toBe('one two');
  expect(recorded.map(({ input }) => [input.kind, 'text' in input ? input.text : ''])).toEqual([
    ['connect', ''],
    ['stream', 'one '],
    ['stream', 'two'],
    ['stream', null],
  ]);
});

test('a terminal echoes and edits at this end: its inputs are finished lines, and it goes on after Ctrl-D', async () => {
  const { sandbox, recorded } = await world();
  let shown = '';
  const session = await sandbox.outside.connect(exec('sh'), {
    stdin: true,
    tty: true,
    stdout: (text) => void (shown += text),
    stderr: () => {},
  });
  for (const keys of ['cat\r', 'x\x7fone\r', '\x04', 'echo $((1 + 1))\r', 'exit 3\r']) await session.send(keys);
  expect(await sandbox.free(session.ended)).toMatchObject({ status: 'Failure', reason: 'NonZeroExitCode' });
  expect(shown).toContain('one\r\n');
  expect(shown).toContain('2\r\n');
  expect(recorded.flatMap(({ input }) => ('text' in input ? [input.text] : []))).toEqual([
    'cat\n',
    'one\n',
    null,
    'echo $((1 + 1))\n',
    'exit 3\n',
  ]);
});

test('replayed, commands from outside leave the same files behind', async () => {
  const { sandbox, recorded } = await world();
  const session = await sandbox.outside.connect(exec('sh', '-c', 'cat > /tmp/note'), {
    stdin: true,
    tty: false,
    stdout: () => {},
    stderr: () => {},
  });
  void session.send('kept');
  void session.send(null);
  await sandbox.free(session.ended);
  const { sandbox: again } = await world();
  await again.replay(recorded, sandbox.now + 1_000);
  expect(await run(again, 'cat', '/tmp/note')).toBe('kept');
});

test('a client that is gone ends its command', async () => {
  const { sandbox } = await world();
  const silent = { stdin: false, tty: false, stdout: () => {}, stderr: () => {} };
  const session = await sandbox.outside.connect(exec('sleep', '100000'), silent);
  await session.hangUp();
  expect(await session.ended).toMatchObject({ status: 'Failure' });
});

test('what would be refused is known before any stream opens', async () => {
  const { sandbox } = await world();
  const at = (path: string) => sandbox.outside.refusal({ method: 'GET', headers: {}, path })?.reason;
  expect(at('/api/v1/namespaces/default/pods/multitool/exec?command=id')).toBeUndefined();
  expect(at('/api/v1/namespaces/default/pods/multitool/portforward')).toBeUndefined();
  expect(at('/api/v1/namespaces/default/pods/nosuch/exec?command=id')).toBe('NotFound');
  expect(at('/api/v1/namespaces/default/pods/nosuch/portforward')).toBe('NotFound');
  expect(at('/api/v1/namespaces/default/pods/multitool/exec')).toBe('BadRequest');
  expect(at('/api/v1/namespaces/default/services/x/exec')).toBe('BadRequest');
});

test('a port-forward speaks HTTP with the program in the pod, however the request arrives', async () => {
  const { sandbox, recorded } = await world();
  const [frontend] = sandbox.cluster.store
    .list('pods', 'hipstershop')
    .filter(({ metadata }) => metadata.labels?.['app'] === 'frontend');
  const name = frontend!.metadata.name;
  const forward = await sandbox.outside.forward('hipstershop', name, 8080);
  expect(await forward!.send('GET / HTTP/1.1\r\nHo')).toBe('');
  expect(await forward!.send('st: localhost\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(await sandbox.outside.forward('hipstershop', name, 81)).toBeUndefined();
  expect(recorded.map(({ input }) => input.kind)).toEqual(['forward', 'forwarded', 'forwarded', 'forward']);
});
