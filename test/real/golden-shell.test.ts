import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

interface Case {
  id: string;
  name: string;
  script: string;
  stdout: string;
  code: number;
}

const cases: Case[] = readFileSync(join(import.meta.dirname, '../golden/shell/cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** The two programs the recordings had on their PATH. */
const STUBS = {
  kubectl: `#!/bin/bash
case "$*" in
  apply*) printf 'APPLY<%s>\n' "$(cat)" ;;
  *jsonpath*) printf 10.0.0.5 ;;
  *'-o json') echo '{"args":[1,2,3]}' ;;
  *'get ns'*) printf 'NAME\\ndev\\n' ;;
  *) printf '[%s]\\n' "$@" ;;
esac
`,
  'fail-message': `#!/bin/bash
echo "FAIL: $*" >&2
exit 1
`,
};

function stubs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-stubs-'));
  for (const [name, text] of Object.entries(STUBS)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const bash = execFileSync('bash', ['--version'], { encoding: 'utf8' }).split('\n')[0]!;
const path = `${stubs()}:${process.env.PATH}`;
/** What depends on time, process numbers or the machine: the recording cannot be repeated to the letter. */
const UNREPEATABLE =
  /\$\$|RANDOM|SECONDS|EPOCH|date|mktemp|sleep|BASHPID|\bps\b|jobs|kill|hostname|uname|whoami|\bid\b/;

/** The ends of a pipe run at once: in whose order they are traced is chance. */
const RACING = /set -[a-z]*x[^|]*\|(?!\|)/s;

describe(`the shell recordings, repeated with ${bash}`, () => {
  test.each(cases.filter(({ script }) => !UNREPEATABLE.test(script) && !RACING.test(script)))(
    '$id $name',
    ({ script, stdout, code }) => {
      const run = spawnSync('bash', ['-c', script], {
        cwd: mkdtempSync(join(tmpdir(), 'firedrill-case-')),
        env: { PATH: path, HOME: '/root', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
        encoding: 'utf8',
        input: '',
        timeout: 20_000,
      });
      expect(run.stdout).toBe(stdout);
      expect(run.status).toBe(code);
    },
  );
});
