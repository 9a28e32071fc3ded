import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { COMPLETION_SCRIPTS } from '../../src/kubectl/completion/scripts.ts';

const folder = mkdtempSync(join(tmpdir(), 'completion-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const name of ['manifests', 'bin']) mkdirSync(join(folder, name));
for (const name of ['a.yaml', 'b.json', 'notes.txt', 'two words.yml']) writeFileSync(join(folder, name), '');
for (const [name, script] of Object.entries(COMPLETION_SCRIPTS)) writeFileSync(join(folder, `.${name}`), script);

/** Answers as `kubectl __complete` does: endings for files, else words with sentences. */
const KUBECTL = `#!/bin/bash
[ "$1" = __complete ] || exit
case " $* " in *' -f '*) printf 'json\\nyaml\\nyml\\n:8\\n' ;; *) printf 'get\\tDisplay\\ngone\\n:4\\n' ;; esac
`;
writeFileSync(join(folder, 'bin/kubectl'), KUBECTL);
chmodSync(join(folder, 'bin/kubectl'), 0o755);

const FILES = ['a.yaml', 'b.json', 'bin', 'manifests', 'two words.yml'];

function run(shell: string, text: string): string[] {
  const env = { PATH: `${folder}/bin:${process.env.PATH}`, HOME: join(folder, 'bin') };
  const { stdout } = spawnSync(shell, ['-c', text], { cwd: folder, env, encoding: 'utf8', timeout: 30_000 });
  return stdout.split('\n').filter(Boolean).sort();
}

const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

test('bash completes words, and manifests where a file is wanted; for an alias too', () => {
  const complete = (words: string) =>
    `source .bash; COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); __start_kubectl; printf '%s\\n' "\${COMPREPLY[@]}"`;
  expect(run('bash', complete('kubectl g'))).toEqual(['get', 'gone']);
  expect(run('bash', complete('kubectl apply -f ""'))).toEqual(FILES);
  expect(run('bash', complete('k apply -f a'))).toEqual(['a.yaml']);
});

test.skipIf(!has('fish'))('fish completes the same', () => {
  const complete = (line: string) => `source .fish; complete -C '${line}'`;
  expect(run('fish', complete('kubectl g'))).toEqual(['get\tDisplay', 'gone']);
  expect(run('fish', complete('kubectl apply -f ')).map((each) => each.replace(/\/$/, ''))).toEqual(FILES);
});

test.skipIf(!has('zsh'))('zsh reads its script, and asks for what stands before the cursor', () => {
  const stubs = 'compdef() { }; _files() { print -r -- files "$@" }; _describe() { shift; print -rl -- "${(@P)1}" }';
  const complete = (words: string) => `${stubs}; source ./.zsh; words=(${words}); CURRENT=$#words; _kubectl_words`;
  expect(run('zsh', complete('kubectl g'))).toEqual(['get:Display', 'gone']);
  expect(run('zsh', complete('kubectl apply -f ""'))).toEqual(['files -g *.(json|yaml|yml)']);
});
