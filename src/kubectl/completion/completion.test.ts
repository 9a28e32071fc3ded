import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { COMPLETION_SCRIPTS } from './scripts.ts';

/** Bash with the script, and a kubectl that answers as told and shows what it was asked. */
function completeInBash(words: string[], answer: string): string[] {
  const script = `${COMPLETION_SCRIPTS['bash']}
kubectl() { printf '<%s>' "$@" >&3; printf '%b' "$ANSWER"; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_kubectl_words 3>&1
printf '%s\\n' '' "\${COMPREPLY[@]}"`;
  const env = { ANSWER: answer, PATH: process.env['PATH']! };
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...words], { env, encoding: 'utf8' });
  return stdout.trimEnd().split('\n');
}

test('the bash script asks with all words up to the cursor, and offers the words without their sentences', () => {
  const [asked, ...offered] = completeInBash(['kubectl', 'get', 'po', ''], 'web\\napi\\tserves\\n:4\\n');
  expect(asked).toBe('<__complete><get><po><>');
  expect(offered).toEqual(['web', 'api']);
});

test('the bash script offers nothing when there is nothing', () => {
  expect(completeInBash(['kubectl', 'get', 'nosuch', ''], ':4\\n').slice(1)).toEqual([]);
});
