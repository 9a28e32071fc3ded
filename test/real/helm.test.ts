import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox, loadEnvironment, type Pace, paceOf, type Sandbox } from '../../src/sandbox/index.ts';
import { type Serving, serve } from '../../src/serve/index.ts';
import { helmBinary } from './kubectl-binary.ts';

const folder = mkdtempSync(join(tmpdir(), 'firedrill-helm-'));
let sandbox: Sandbox;
let pace: Pace;
let serving: Serving;

beforeAll(async () => {
  sandbox = await createSandbox({ environment: loadEnvironment('empty'), start: Date.now() });
  pace = paceOf(sandbox, 1, Date.now);
  serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
  mkdirSync(join(folder, 'toy/templates'), { recursive: true });
  writeFileSync(join(folder, 'kubeconfig'), serving.kubeconfig, { mode: 0o600 });
  writeFileSync(join(folder, 'toy/Chart.yaml'), 'apiVersion: v2\nname: toy\nversion: 0.1.0\n');
  const configMap =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-toy"}\ndata: {colour: {{ .Values.colour }}}\n';
  writeFileSync(join(folder, 'toy/templates/toy.yaml'), configMap);
  writeFileSync(join(folder, 'toy/values.yaml'), 'colour: red\n');
});

afterAll(async () => {
  pace.stop();
  await serving.close();
  rmSync(folder, { recursive: true, force: true });
});

function helm(...args: string[]) {
  return execa(helmBinary(), args, {
    cwd: folder,
    env: { HOME: folder, KUBECONFIG: join(folder, 'kubeconfig') },
    reject: false,
  });
}

const toys = () =>
  sandbox.cluster.store.list('configmaps', 'default').filter(({ metadata }) => metadata.name === 'one-toy');

test('helm installs, lists, upgrades and uninstalls a chart', async () => {
  expect((await helm('install', 'one', './toy')).stdout).toContain('STATUS: deployed');
  expect(toys().map(({ data }) => data)).toEqual([{ colour: 'red' }]);
  expect((await helm('list')).stdout).toMatch(/^one\s+default\s+1\s.*deployed\s+toy-0\.1\.0/m);
  await helm('upgrade', 'one', './toy', '--set', 'colour=blue');
  expect(toys().map(({ data }) => data)).toEqual([{ colour: 'blue' }]);
  expect((await helm('uninstall', 'one')).stdout).toBe('release "one" uninstalled');
  expect(toys()).toEqual([]);
});
