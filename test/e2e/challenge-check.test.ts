import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firedrill } from '../support/firedrill.ts';

const TWO_STEPS = `---
slug: first
type: challenge
title: First
tabs: [{title: Shell, type: terminal, hostname: box}]
---
## Make it

\`\`\`bash
kubectl create namespace mine
\`\`\`

## Look at it

\`\`\`bash
kubectl get namespace mine
\`\`\`
`;

function trackWith(check: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-challenge-'));
  mkdirSync(join(folder, '01-first'));
  writeFileSync(join(folder, 'track.yml'), 'slug: t\ntitle: T\n');
  writeFileSync(join(folder, '01-first/assignment.md'), TWO_STEPS);
  writeFileSync(join(folder, '01-first/check-box'), check);
  return folder;
}

test("a challenge's check has to fail before its first step, not after the steps that do the work", async () => {
  const track = trackWith('kubectl get namespace mine || { fail-message "no namespace"; exit 1; }\n');
  const { code, stdout } = await firedrill(['test', track, '--environment', 'empty']);
  expect(stdout).toContain('before failed: no namespace');
  expect(stdout).toContain('1 verified, 1 ran unchecked, 0 failed');
  expect(code).toBe(0);
});

test('a check that passes before the first step is found at the last one', async () => {
  const track = trackWith('kubectl get namespace default\n');
  const { code, stdout } = await firedrill(['test', track, '--environment', 'empty']);
  expect(stdout).toContain('✗ 02 Look at it');
  expect(stdout).toContain('the check passes before anything is done');
  expect(code).toBe(1);
});

test('a check that says nothing leaves no empty place where it passes', async () => {
  const track = trackWith('kubectl get namespace mine >/dev/null || exit 1\n');
  const args = ['play', track, '--plain', '--environment', 'empty'];
  const { stdout } = await firedrill(args, { input: '1\nnext\n2\nnext\n' });
  expect(stdout).toContain('\nPassed.\n');
});
