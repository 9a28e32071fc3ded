import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../../test/support/file-trees.ts';
import { type ManifestRule, validateTree, validationRules } from '../index.ts';

type Files = Record<string, string>;

const GOOD: Files = {
  'track.yml': 'slug: castle\ntitle: A castle\n',
  'config.yml': 'version: "3"\ncontainers:\n- name: bastion\n  environment: {MOAT: deep}\n',
  '01-gate/assignment.md': [
    '---',
    'slug: gate',
    'type: challenge',
    'title: The gate',
    'tabs:',
    '- title: Shell',
    '  type: terminal',
    '  hostname: bastion',
    '---',
    '# Gate',
    '',
    '```bash',
    'kubectl get pods',
    '```',
    '',
  ].join('\n'),
};

/** The good track with lines of its text replaced, and files added. */
function withText(lines: readonly string[], more: Files = {}): Files {
  const head = GOOD['01-gate/assignment.md']!.split('\n').slice(0, 9);
  return { ...GOOD, '01-gate/assignment.md': [...head, ...lines].join('\n'), ...more };
}

function withHead(from: string, to: string, more: Files = {}): Files {
  return { ...GOOD, '01-gate/assignment.md': GOOD['01-gate/assignment.md']!.replace(from, to), ...more };
}

function findings(files: Files, path = ''): string[] {
  return validateTree(memoryTree(files), path, {
    manifestRules: [aboutCastles],
    environments: ['castle'],
  }).map(({ file, position, severity, rule }) => `${file}:${position.line}:${position.column} ${severity} ${rule}`);
}

/** What somebody who knows castles has to say. */
const aboutCastles: ManifestRule = (manifest) => {
  const { kind, gate = '', spec } = manifest as { kind?: string; gate?: string; spec?: { moat?: string } };
  if (kind !== 'Castle') return [];
  const line = gate.includes('\n') ? 2 : 1;
  const column = gate.split('\n')[line - 1]!.indexOf('open') + 1;
  return [
    ...(spec?.moat === 'dry'
      ? [{ rule: 'castle-dry', severity: 'warning', path: ['spec', 'moat'], message: 'm' } as const]
      : []),
    ...(column > 0
      ? [{ rule: 'castle-open', severity: 'error', path: ['gate'], at: { line, column }, message: 'm' } as const]
      : []),
  ];
};

const TEXT = '01-gate/assignment.md';
const script = (name: string, text: string) => withText(['words'], { [`01-gate/${name}`]: text });
const run = (...lines: string[]) => withText(['```bash', ...lines, '```']);

/** Rule -> broken tracks, each with everything `validate` says about it. Text begins on line 10. */
const BROKEN: Record<string, [what: string, files: Files, said: string[]][]> = {
  'front-matter-invalid': [
    [
      'broken YAML',
      { ...GOOD, [TEXT]: '---\nslug: gate\ntitle: "x\n---\ntext' },
      [`${TEXT}:3:10 error front-matter-invalid`],
    ],
    ['a program', { ...GOOD, [TEXT]: '---js\n{}\n---\ntext' }, [`${TEXT}:1:1 error front-matter-invalid`]],
  ],
  'yaml-invalid': [
    ['a broken config.yml', { ...GOOD, 'config.yml': 'a: 1\na: 2\n' }, ['config.yml:2:1 error yaml-invalid']],
  ],
  'missing-track-file': [['no track.yml', { [TEXT]: GOOD[TEXT]! }, ['track.yml:1:1 warning missing-track-file']]],
  'empty-track': [['no challenge', { 'track.yml': GOOD['track.yml']! }, ['track.yml:1:1 error empty-track']]],
  'sidecar-invalid': [
    [
      'unknown keys and wrong types',
      {
        ...GOOD,
        'firedrill.yml': 'environmet: x\nspeed: -1\nsteps:\n  "01":\n    blocks:\n      "1":\n        exit: 300\n',
      },
      ['firedrill.yml:1:1', 'firedrill.yml:2:1', 'firedrill.yml:7:9'].map((place) => `${place} error sidecar-invalid`),
    ],
    [
      'a download at what is no URL',
      { ...GOOD, 'firedrill.yml': 'downloads:\n  example.com/a.yaml: track.yml\n' },
      ['firedrill.yml:2:3 error sidecar-invalid'],
    ],
  ],
  'sidecar-names-nothing': [
    [
      'a step, a block, a check and a file that are not there',
      {
        ...GOOD,
        'firedrill.yml':
          'files:\n  a: ../out\nsteps:\n  "02": {}\n  01-gate:\n    check: no.sh\n    blocks:\n      "1": {}\n      "2": {}\n',
      },
      ['firedrill.yml:2:3', 'firedrill.yml:4:3', 'firedrill.yml:6:5', 'firedrill.yml:9:7'].map(
        (place) => `${place} error sidecar-names-nothing`,
      ),
    ],
  ],
  'unknown-environment': [
    [
      'one that is not there',
      { ...GOOD, 'firedrill.yml': 'environment: palace\n' },
      ['firedrill.yml:1:1 error unknown-environment'],
    ],
  ],
  'challenge-not-found': [
    [
      'a misspelt assignment, and a folder without a number',
      { ...GOOD, '02-door/assigment.md': 'x', 'door/assignment.md': GOOD[TEXT]! },
      ['02-door:1:1 error challenge-not-found', 'door:1:1 error challenge-not-found'],
    ],
  ],
  'empty-text': [['no text', withText([' ']), [`${TEXT}:10:1 warning empty-text`]]],
  'translation-unused': [
    [
      'other blocks',
      { ...GOOD, '01-gate/assignment.de.md': 'Nur Text' },
      ['01-gate/assignment.de.md:1:1 warning translation-unused'],
    ],
    [
      'broken front matter',
      { ...GOOD, '01-gate/assignment.de.md': '---\ntitle: "x\n---\n' },
      ['01-gate/assignment.de.md:2:10 warning translation-unused'],
    ],
  ],
  'script-language': [
    [
      'python',
      script('setup-bastion', '#!/usr/bin/env python3\nif x:\n'),
      ['01-gate/setup-bastion:1:1 error script-language'],
    ],
  ],
  'script-syntax': [
    ['no fi', script('solve-bastion', 'if true\nthen x'), ['01-gate/solve-bastion:1:1 error script-syntax']],
  ],
  'windows-line-ends': [
    [
      'a carriage return',
      script('setup-bastion', '#!/bin/sh\nx\r\n'),
      ['01-gate/setup-bastion:2:1 warning windows-line-ends'],
    ],
  ],
  'typographic-character': [
    [
      'a quote and a blank',
      withText(['```bash', 'echo \u201Cx\u201D', '```', '', '```bash', 'ls', '\u00A0ls', '```']),
      [`${TEXT}:11:6 warning typographic-character`, `${TEXT}:16:1 warning typographic-character`],
    ],
  ],
  'missing-field': [
    [
      'a track without title',
      { ...GOOD, 'track.yml': '# castle\nslug: castle\n' },
      ['track.yml:2:1 error missing-field'],
    ],
    ['a challenge without type', withHead('type: challenge\n', ''), [`${TEXT}:2:1 error missing-field`]],
  ],
  'unknown-front-matter-type': [
    ['a challenge', withHead('type: challenge', 'type: riddle'), [`${TEXT}:3:1 error unknown-front-matter-type`]],
    ['a tab', withHead('type: terminal', 'type: window'), [`${TEXT}:7:3 error unknown-front-matter-type`]],
  ],
  'folder-name-and-slug': [
    ['another slug', withHead('slug: gate', 'slug: door'), [`${TEXT}:2:1 warning folder-name-and-slug`]],
    [
      'another number',
      { 'track.yml': GOOD['track.yml']!, '03-gate/assignment.md': GOOD[TEXT]! },
      ['03-gate/assignment.md:2:1 warning folder-name-and-slug'],
    ],
  ],
  'duplicate-slug': [
    [
      'two folders, one slug',
      { ...GOOD, '02-gate/assignment.md': GOOD[TEXT]! },
      ['02-gate/assignment.md:2:1 error duplicate-slug'],
    ],
  ],
  'quiz-solution-out-of-range': [
    [
      'counted from 1',
      withHead('type: challenge', 'type: quiz\nanswers: [a, b]\nsolution:\n- 0\n- 2'),
      [`${TEXT}:7:3 error quiz-solution-out-of-range`],
    ],
    [
      'no answers',
      withHead('type: challenge', 'type: quiz\nsolution: [0]'),
      [`${TEXT}:2:1 error quiz-solution-out-of-range`],
    ],
    [
      'no solution',
      withHead('type: challenge', 'type: quiz\nanswers: [a]'),
      [`${TEXT}:2:1 error quiz-solution-out-of-range`],
    ],
  ],
  'http-website-tab': [
    [
      'no s',
      withHead('- title: Shell', '- title: Web\n  type: website\n  url: http://example.com\n- title: Shell'),
      [`${TEXT}:8:3 error http-website-tab`],
    ],
  ],
  'tab-out-of-range': [
    [
      'a link and a button beyond the last tab',
      withText(['See [shell](tab-0), [web](tab-1)', '- [button label="x" color="red"](tab-12)']),
      [`${TEXT}:10:21 error tab-out-of-range`, `${TEXT}:11:3 error tab-out-of-range`],
    ],
  ],
  'section-not-found': [
    [
      'no such heading, no such challenge',
      withText(['# Top floor', '[a](section-top-floor) [b](section-cellar)', '[c](section--gate) [d](section--moat)']),
      [`${TEXT}:11:24 warning section-not-found`, `${TEXT}:12:20 warning section-not-found`],
    ],
  ],
  'missing-image': [
    [
      'in the text, in HTML and in a note',
      withHead('- title: Shell', '- title: Shell', {
        [TEXT]: GOOD[TEXT]!.replace('tabs:', 'notes:\n- type: image\n  url: ../assets/note.png\ntabs:').replace(
          '# Gate',
          '![there](../assets/a%20b.png) ![far](https://example.com/x.png) ![not](../assets/no.png)\n\n<img src="../../out.png">',
        ),
        'assets/a b.png': 'x',
      }),
      [`${TEXT}:7:3 error missing-image`, `${TEXT}:13:65 error missing-image`, `${TEXT}:15:1 error missing-image`],
    ],
  ],
  'unclosed-fence': [
    ['at the end', withText(['text', '```yaml', 'a: 1']), [`${TEXT}:11:1 error unclosed-fence`]],
    ['in a list', withText(['1. a', '   ```yaml', '   b', '', 'after']), [`${TEXT}:11:4 error unclosed-fence`]],
  ],
  'equals-line-in-code': [
    ['in a fence', withText(['```text', 'Title', '=====', '```']), [`${TEXT}:12:1 warning equals-line-in-code`]],
  ],
  'setext-surprise': [
    [
      'a goal above a rule',
      withText(['words', '', '**Goal:** to see', '---']),
      [`${TEXT}:12:1 warning setext-surprise`],
    ],
  ],
  mojibake: [
    [
      'an emoji in Mac OS Roman, an accent in Latin-1',
      withText(['ok é 🏁', 'üèÅ Finish', 'cafÃ©']),
      [`${TEXT}:11:1 warning mojibake`, `${TEXT}:12:4 warning mojibake`],
    ],
  ],
  'instruqt-variable-never-set': [
    [
      'a key nobody sets',
      withText(['[[ Instruqt-Var key="known" hostname="bastion" ]] [[ Instruqt-Var key="IP" ]]'], {
        '01-gate/setup-bastion': 'agent variable set KNOWN 1',
      }),
      [`${TEXT}:10:51 warning instruqt-variable-never-set`],
    ],
  ],
  'variable-never-set': [
    [
      'used before it is set',
      withText(
        [
          '```bash',
          'echo $MOAT $HOME $FROM_SETUP',
          'nmap "$POD_IP" $POD_IP',
          'POD_IP=1',
          '```',
          '',
          '```bash',
          'ping $POD_IP',
          '```',
        ],
        {
          'track_scripts/setup-bastion': 'export FROM_SETUP=1',
        },
      ),
      [`${TEXT}:12:7 warning variable-never-set`],
    ],
    [
      'inside a list, after a prompt',
      withText(['1. x', '   ```console', '   $ echo a', '   a', '   $ echo "${B}"', '   ```']),
      [`${TEXT}:14:12 warning variable-never-set`],
    ],
    [
      'in a here document the shell expands',
      run('kubectl apply -f - <<EOF', 'a: ${qname}', 'b: ${c.d}', 'EOF'),
      [`${TEXT}:12:4 warning variable-never-set`],
    ],
  ],
  'placeholder-in-run-block': [
    [
      'a name to fill in',
      run('kubectl get pod <pod-name> # x', 'cat <<EOF', '<html>', 'EOF', 'cat <in >out'),
      [`${TEXT}:11:17 warning placeholder-in-run-block`],
    ],
  ],
  'download-not-answered': [
    [
      'a URL with nothing behind it',
      run('kubectl apply -f https://example.com/a.yaml'),
      [`${TEXT}:11:18 warning download-not-answered`],
    ],
  ],
  'manifest-yaml-invalid': [
    [
      'a here document that is no YAML',
      run('ls', 'kubectl apply -f -<<\\EOF', 'kind: GlobalAlert', 'spec:', '  query: a: b', 'EOF'),
      [`${TEXT}:15:10 error manifest-yaml-invalid`],
    ],
  ],
  'manifest-content': [
    [
      'a key of an object in a here document',
      run('kubectl apply -f -<<\\EOF', 'kind: Castle', 'spec:', '  moat: dry', 'EOF'),
      [`${TEXT}:14:3 warning castle-dry`],
    ],
    [
      'a place within a text of it, quoted and in a block',
      run(
        'kubectl apply -f -<<\\EOF',
        'kind: Castle',
        'gate: "is open"',
        '---',
        'kind: Castle',
        'gate: |',
        '  is',
        '  open',
        'EOF',
      ),
      [`${TEXT}:13:11 error castle-open`, `${TEXT}:18:3 error castle-open`],
    ],
    [
      'a place within a folded text, and within one in quotes over several lines',
      run(
        'kubectl apply -f -<<\\EOF',
        'kind: Castle',
        'gate: >-',
        '    is',
        '    ajar and open',
        '---',
        'kind: Castle',
        'gate: "is \\',
        '    open"',
        'EOF',
      ),
      [`${TEXT}:15:14 error castle-open`, `${TEXT}:19:5 error castle-open`],
    ],
    [
      'a place behind tabs and escapes that the shell takes away',
      run('kubectl apply -f -<<-EOF', '\tkind: Castle', '\tgate: "\\${x} open"', 'EOF'),
      [`${TEXT}:13:15 error castle-open`],
    ],
    [
      'a file that a block writes, applied by another one or by none',
      run('cat > castle.yaml <<EOF', 'kind: Castle', 'spec: {moat: dry}', 'EOF', 'kubectl apply -f castle.yaml'),
      [`${TEXT}:13:8 warning castle-dry`],
    ],
    [
      'a file',
      { ...GOOD, 'more/castle.yaml': 'kind: Castle\nspec: {moat: dry}\n' },
      ['more/castle.yaml:2:8 warning castle-dry'],
    ],
  ],
  'script-for-unknown-host': [
    ['a script', script('check-tower', 'kubectl get ns x'), ['01-gate/check-tower:1:1 error script-for-unknown-host']],
    ['a tab', withHead('hostname: bastion', 'hostname: tower'), [`${TEXT}:8:3 error script-for-unknown-host`]],
  ],
  'fail-message-without-exit': [
    [
      'the second of two',
      script('check-bastion', '#!/bin/bash\na || { fail-message "x"; exit 1; }\nb || fail-message "y"\nc\n'),
      ['01-gate/check-bastion:3:6 warning fail-message-without-exit'],
    ],
  ],
  'check-cannot-fail': [
    [
      'exit 0 alone',
      script('check-bastion', '#!/bin/bash\nexit 0\n'),
      ['01-gate/check-bastion:2:1 error check-cannot-fail'],
    ],
    [
      '|| true at the end',
      script('check-bastion', 'kubectl get x || true'),
      ['01-gate/check-bastion:1:18 error check-cannot-fail'],
    ],
    ['nothing', script('check-bastion', '#!/bin/bash\n'), ['01-gate/check-bastion:1:1 error check-cannot-fail']],
    [
      "a step's script",
      { ...GOOD, 'checks/gate/01-x.sh': 'grep x y\necho fine\n' },
      ['checks/gate/01-x.sh:2:1 error check-cannot-fail'],
    ],
  ],
};

test('what cannot be read is one finding, not also a field that is missing', () => {
  expect(findings({ ...GOOD, 'track.yml': 'slug: x\n\ttitle: y\n' })).toEqual(['track.yml:2:1 error yaml-invalid']);
});

test('Windows line ends and a byte order mark change nothing', () => {
  const windows = Object.entries({ ...GOOD, '01-gate/check-bastion': '#!/bin/bash\nkubectl get x || exit 1\n' });
  const files = Object.fromEntries(windows.map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]));
  files[TEXT] = files[TEXT]!.replace('tabs:', 'tags: [a]\r\ntabs:').replace(
    'hostname: bastion',
    'hostname: bastion\r\nanswers: [a]',
  );
  // A script is run all the same; elsewhere it would not be.
  expect(findings(files)).toEqual(['01-gate/check-bastion:1:1 warning windows-line-ends']);
});

test('a good track has no finding', () => {
  expect(findings(GOOD)).toEqual([]);
});

describe.each(Object.entries(BROKEN))('%s', (_, cases) => {
  test.each(cases)('%s', (_what, files, said) => {
    expect(findings(files)).toEqual(said);
  });
});

test('every rule has a broken track above, and a line that describes it', () => {
  expect(validationRules.map(({ name }) => name).sort()).toEqual(Object.keys(BROKEN).sort());
  for (const { description } of validationRules) expect(description).not.toBe('');
});

test.each([
  ['set -e', '#!/bin/bash\nset -euo pipefail\nkubectl get x\necho fine'],
  ['an exit of its own', 'kubectl get x || exit 1\nexit 0'],
  ['the last command', 'kubectl get x | grep -q y'],
])('a check that can fail by %s is none to worry about', (_, text) => {
  expect(findings(script('check-bastion', text))).toEqual([]);
});
