import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SITTING_TRACK } from '../fixtures/sitting-track.ts';
import { type Sitting, sitDown } from '../support/sitting.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'firedrill-undo-'));

const configMaps = ({ sandbox }: Sitting) =>
  sandbox.cluster.store.list('configmaps', 'default').map(({ metadata }) => metadata.name);

async function say({ session }: Sitting, text: string): Promise<string> {
  const host = session.terminal;
  await session.runLine(`${text} > /tmp/said`);
  return session.target.terminal(host).fs.readFile('/tmp/said');
}

async function trace({ session }: Sitting): Promise<string> {
  return session.target.terminal(session.terminal).fs.readFile('/root/trace');
}

test('undo takes the last line back: cluster, files, variables, directory and time', async () => {
  const sitting = await sitDown(SITTING_TRACK, folder());
  const { session } = sitting;
  await session.runLine('X=1; cd /tmp; echo kept > kept');
  const before = session.target.now;
  await session.runLine('kubectl create configmap gone; X=2; cd /; rm /tmp/kept; sleep 60');
  expect(configMaps(sitting)).toContain('gone');
  expect(session.undoable).toMatch(/^kubectl create configmap gone/);
  expect(await session.undo()).toMatch(/^kubectl create configmap gone/);
  expect(configMaps(sitting)).not.toContain('gone');
  expect(session.target.now).toBe(before);
  expect(await say(sitting, 'echo $X $PWD $(cat /tmp/kept)')).toBe('1 /tmp kept\n');
});

test('a block is one doing, however many commands it has', async () => {
  const sitting = await sitDown(SITTING_TRACK, folder());
  const { session } = sitting;
  await session.runBlock(session.block(1)!);
  expect(session.state.blocks[1]).toMatchObject({ status: 'ok' });
  expect(await session.undo()).toBe('block 1');
  expect(configMaps(sitting)).not.toContain('made');
  expect(session.state.blocks).toEqual({});
});

test('undo goes back step by step, to the beginning and no further', async () => {
  const sitting = await sitDown(SITTING_TRACK, folder());
  const { session } = sitting;
  const start = sitting.dump();
  for (const name of ['a', 'b', 'c']) await session.runLine(`kubectl create configmap ${name}`);
  for (const name of ['c', 'b', 'a']) expect(await session.undo()).toBe(`kubectl create configmap ${name}`);
  expect(sitting.dump() === start).toBe(true);
  expect(session.undoable).toBeUndefined();
  expect(await session.undo()).toBeUndefined();
});

test('reset brings the step back as it was when it first became current', async () => {
  const sitting = await sitDown(SITTING_TRACK, folder());
  const { session } = sitting;
  await session.runBlock(session.block(1)!);
  await session.next('unchecked');
  const atStep = sitting.dump();
  await session.runLine('kubectl delete configmap made');
  session.showHint();
  expect(await session.resetStep()).toBe(true);
  expect(sitting.dump() === atStep).toBe(true);
  expect(session.state).toMatchObject({ current: 2, steps: [{ status: 'unchecked' }, { hintsShown: 0 }, {}] });
});

test('a solution, and a skipped step, can be taken back with what the learner had done', async () => {
  const sitting = await sitDown(SITTING_TRACK, folder());
  const { session } = sitting;
  await session.next('unchecked');
  await session.next('skipped');
  expect(await trace(sitting)).toBe('first set up\nfirst cleaned\nsecond set up\n');
  await session.runLine('MINE=1');
  await session.solve();
  expect(await trace(sitting)).toMatch(/solved/);
  expect(session.state.solved).toEqual(['second']);
  expect(await session.undo()).toBe('the solution');
  expect(session.state.solved).toEqual([]);
  expect(await trace(sitting)).toBe('first set up\nfirst cleaned\nsecond set up\n');
  await session.undo();
  expect(await session.undo()).toBe('skipping step 2');
  expect(session.state.current).toBe(2);
  expect(await trace(sitting)).toBe('first set up\n');
});

test('a running command is interrupted by an undo of itself, and its block counts as never run', async () => {
  const sitting = await sitDown(SITTING_TRACK, folder());
  const { session } = sitting;
  const terminal = session.terminal;
  const running = session.runLine('cat; echo after');
  await session.target.keys(terminal, 'one\n');
  await session.target.keys(terminal, 'twice\n');
  expect(await session.undo()).toBe('twice');
  expect(await running).toBe(130);
  expect(session.target.terminal(terminal).running).toBe(true);
  const again = session.continue();
  await session.target.keys(terminal, null);
  await again;
  expect(sitting.printed()).toMatch(/one\n.*after/s);
  expect(sitting.printed()).not.toMatch(/twice/);
});

test('an undo is kept: the next sitting knows nothing of what was taken back, but recalls the line', async () => {
  const place = folder();
  const first = await sitDown(SITTING_TRACK, place);
  await first.session.runLine('kubectl create configmap a');
  await first.session.runLine('kubectl create configmap b');
  await first.session.undo();
  await first.session.runLine('kubectl create configmap c');
  const second = await sitDown(SITTING_TRACK, place);
  expect(second.dump() === first.dump()).toBe(true);
  expect(second.session.history()).toEqual(['a', 'b', 'c'].map((name) => `kubectl create configmap ${name}`));
});
