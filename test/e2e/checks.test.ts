import { describe, expect, test } from 'vitest';
import { openLab, verifyTrack } from '../../src/runner/index.ts';
import { paceOf } from '../../src/sandbox/index.ts';
import { type FileTree, loadTrack } from '../../src/track/index.ts';

/** A track of one step, `touch done`, with the check given. */
async function verifyWith(check: string) {
  const files: Record<string, string> = {
    'track.yml': 'slug: t\ntitle: T\n',
    'firedrill.yml': 'environment: empty\n',
    '01-a/assignment.md': '---\nslug: a\ntype: challenge\ntitle: A\n---\n# A\n\n```bash\ntouch done\n```\n',
    '01-a/check-controlplane': check,
  };
  const track = loadTrack(treeOf(files), '', {});
  const lab = await openLab({ track, trackFile: (path) => files[path], helpers: {} });
  return verifyTrack(
    { ...lab, pace: paceOf(lab.sandbox, 'max') },
    { strategy: 'blocks', skipFailCheck: false, keepGoing: true, realNow: () => 0, takeOutput: () => '' },
  );
}

function treeOf(files: Record<string, string>): FileTree {
  const names = Object.keys(files);
  return {
    label: 't',
    read: (path) => files[path],
    list(path) {
      const below =
        path === ''
          ? names
          : names.filter((name) => name.startsWith(`${path}/`)).map((name) => name.slice(path.length + 1));
      if (below.length === 0) return undefined;
      return [...new Set(below.map((name) => (name.includes('/') ? `${name.split('/')[0]}/` : name)))].sort();
    },
  };
}

describe('a check script', () => {
  test('that fails before and passes after verifies its step', async () => {
    const { steps } = await verifyWith('#!/bin/bash\n[ -f done ] || { echo "FAIL: touch it"; exit 1; }\n');
    expect(steps).toMatchObject([{ outcome: 'verified', before: { verdict: 'failed', message: 'touch it' } }]);
  });

  test('that passes with nothing done is refused', async () => {
    const { steps } = await verifyWith('#!/bin/bash\nexit 0\n');
    expect(steps[0]!.problems.join()).toMatch(/passes before anything is done/);
  });

  test('that fails with a FAIL line fails, even with exit code 0', async () => {
    const { steps } = await verifyWith('#!/bin/bash\necho "FAIL: never"\nexit 0\n');
    expect(steps).toMatchObject([{ outcome: 'failed', after: { verdict: 'failed', message: 'never' } }]);
  });

  test('that waits on its own is ended after a minute, and told that waiting is not its business', async () => {
    const { steps, simulated } = await verifyWith('#!/bin/bash\nuntil [ -f never ]; do sleep 5; done\n');
    expect(steps[0]!.problems.join()).toMatch(/longer than 60 s/);
    expect(simulated).toBeLessThan(120_000);
  });

  test('that asks for patience is asked again until it has seen enough', async () => {
    const script =
      '#!/bin/bash\n[ -f done ] || exit 1\n(( $(date +%s) % 600 < 60 )) || { echo "WAIT: - the clock"; exit 75; }\n';
    const { steps, simulated } = await verifyWith(
      `${script}[ $(date +%M) = 20 ] || { echo "WAIT: - twenty past"; exit 75; }\n`,
    );
    expect(steps[0]!.outcome).toBe('verified');
    expect(simulated).toBeGreaterThan(15 * 60_000);
  });

  test('with a command that is not there is broken, not failed', async () => {
    const { steps } = await verifyWith('#!/bin/bash\nnosuchprogram\n');
    expect(steps[0]!.problems.join()).toMatch(/does not work/);
  });

  test('does not see the variables of the learner, and may not change them', async () => {
    const { steps } = await verifyWith('#!/bin/bash\n[ -f done ] && [ -z "$LEARNERS" ]\n');
    expect(steps[0]!.outcome).toBe('verified');
  });
});
