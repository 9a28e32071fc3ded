import { describe, expect, test } from 'vitest';
import { fixtureTree, memoryTree } from '../../../test/support/file-trees.ts';
import { loadTrack, TrackError } from '../index.ts';

const load = (files: Record<string, string>, path = '') => loadTrack(memoryTree(files), path);

function failure(files: Record<string, string>, path = ''): string {
  try {
    load(files, path);
  } catch (error) {
    expect(error).toBeInstanceOf(TrackError);
    return (error as Error).message;
  }
  throw new Error('it loaded');
}

describe('a single challenge file', () => {
  const track = loadTrack(fixtureTree('single'), 'challenge-traps.md');
  const [challenge] = track.challenges;

  test('takes its identity from its front matter', () => {
    expect(track).toMatchObject({ slug: 'gatekeeping', title: 'Keep the gate', layout: 'challenge', timelimit: 600 });
    expect(challenge!.teaser).toBe('Three alerts told in one sentence that goes on over two lines');
    expect(challenge!.tabs[1]).toMatchObject({
      type: 'website',
      newWindow: true,
      url: 'https://www.calicocloud.io/home',
    });
    expect(track.hosts.map(({ name }) => name)).toEqual(['bastion']);
  });

  test('has a step for each setext section with a block; the first begins with the lead', () => {
    expect(challenge!.steps.map(({ id, title }) => [id, title])).toEqual([
      ['01-first-gate', 'First gate'],
      ['02-second-gate', 'Second gate'],
    ]);
    expect(challenge!.steps[0]!.body).toMatch(/^Gates\n======/);
    expect(challenge!.closing).toMatch(/The end\n=+\n\nGo home\.$/);
  });

  test('numbers its blocks over all steps and knows where they stand in the file', () => {
    const blocks = challenge!.steps.flatMap((step) => step.blocks);
    expect(blocks.map(({ number, position }) => [number, position.line])).toEqual([
      [1, 30],
      [2, 51],
      [3, 67],
      [4, 84],
    ]);
    expect(blocks[0]!.code.text).toContain('summary: "${objectRef.name} was changed"');
    expect(blocks[2]!.code.text).toMatch(/\nEOF$/);
  });
});

describe('a workshop module', () => {
  const track = loadTrack(fixtureTree('single'), 'module-traps.md');
  const steps = track.challenges[0]!.steps;

  test('is named after its first heading', () => {
    expect(track).toMatchObject({
      slug: 'module-3-count-the-doors',
      title: 'Module 3: Count the doors',
      layout: 'module',
    });
  });

  test('has a step for each numbered item with a block, the rest closes it', () => {
    expect(steps.map(({ id }) => id)).toEqual([
      '01-hang-up-the-bell',
      '02-see-that-it-hangs',
      '03-name-your-castle',
      '04-wait-for-the-guard',
      '05-knock-on-every-door',
    ]);
    expect(track.challenges[0]!.closing).toMatch(/^6\. Somebody heard you\./);
  });

  test('tells output from commands though both fences say bash', () => {
    expect(steps.map(({ blocks }) => blocks.map(({ runnable }) => runnable))).toEqual([
      [true],
      [true, false],
      [true],
      [true, false],
      [true, false],
    ]);
    expect(steps[1]!.blocks[1]!.reason).toBe('the line before announces output');
    expect(steps.map(({ blocks }) => blocks[0]!.expected?.split('\n')[0])).toEqual([
      undefined,
      'bell.front   2024-02-02T10:00:00Z',
      undefined,
      'NAME      READY   STATUS    RESTARTS   AGE',
      'Starting Nmap 7.92 ( https://nmap.org )',
    ]);
  });

  test('keeps the same blocks when a step is read on its own', () => {
    expect(steps[2]!.body).toMatch(/^3\. Name your castle\./);
    expect(steps[2]!.blocks[0]!.code.text.split('\n')).toHaveLength(2);
  });
});

describe("Instruqt's layout", () => {
  const track = loadTrack(fixtureTree('two-challenges'), '');

  test('is read in full', () => {
    expect(track).toMatchObject({
      slug: 'castle',
      title: 'Guard a castle',
      layout: 'instruqt',
      level: 'beginner',
      tags: ['castle'],
      timelimit: 1800,
      skippingEnabled: true,
      source: 'two-challenges',
      hosts: [
        { name: 'bastion', environment: { CASTLE: 'grey' }, shell: '/bin/bash' },
        { name: 'tower-01', environment: {} },
      ],
      sidecar: { environment: 'hipstershop', variables: { MOAT: 'deep' } },
    });
    expect(track.scripts.setup.map(({ file }) => file)).toEqual(['track_scripts/setup-bastion']);
  });

  test('scripts belong to a host, whose name may hold dashes, and run in the order of hosts', () => {
    const { scripts } = track.challenges[0]!;
    expect(scripts.setup.map(({ host }) => host)).toEqual(['bastion', 'tower-01']);
    expect(scripts.check[0]).toMatchObject({ host: 'bastion', file: '01-watch-the-gate/check-bastion' });
    expect(scripts.solve).toHaveLength(1);
  });

  test('tabs and notes are read', () => {
    expect(track.challenges[0]!.tabs[0]).toEqual({
      title: 'Shell',
      type: 'terminal',
      hostname: 'bastion',
      command: 'su - guard',
      newWindow: false,
    });
    expect(track.challenges[0]!.notes[0]!.contents).toContain('the bridge comes down.');
  });

  test('a quiz is one step without blocks; steps are counted over the whole track', () => {
    expect(track.challenges[1]).toMatchObject({
      type: 'quiz',
      quiz: { answers: ['One', 'Two', 'Many'], solution: [1, 2] },
    });
    expect(track.challenges[1]!.steps.map(({ id, blocks }) => [id, blocks.length])).toEqual([
      ['03-count-the-doors', 0],
    ]);
  });

  test('a step finds its check by number, under whatever name', () => {
    expect(track.challenges[0]!.steps.map(({ check }) => check?.file)).toEqual([
      'checks/watch-the-gate/01-an-older-name.sh',
      undefined,
    ]);
  });

  test('shipped checks come after those of the track', () => {
    const checks = memoryTree({
      'castle/watch-the-gate/01-x.sh': 'exit 1',
      'castle/watch-the-gate/02-knock.sh': 'exit 1',
    });
    const withShipped = loadTrack(fixtureTree('two-challenges'), '', { checks });
    expect(withShipped.challenges[0]!.steps.map(({ check }) => [check?.file, check?.host])).toEqual([
      ['checks/watch-the-gate/01-an-older-name.sh', 'bastion'],
      ['castle/watch-the-gate/02-knock.sh', 'bastion'],
    ]);
  });

  test('firedrill.yml names the exit status of a block', () => {
    expect(track.challenges[0]!.steps[1]!.blocks[0]!.exit).toBe(28);
  });

  test('firedrill.yml may name a check, run what looks like output, and leave a block out', () => {
    const track = load({
      'track.yml': 'slug: t\ntitle: T',
      '01-a/assignment.md': '---\nslug: a\n---\n```bash\nls\n```\n```text\nwords\n```\n```bash\npwd\n```\n',
      'firedrill.yml':
        'steps:\n  01:\n    check: own/c.sh\n    blocks: {1: {skip: true}, 2: {output: false}, 3: {output: true}}\n',
      'own/c.sh': 'exit 1',
      'checks/a/01-a.sh': 'exit 0',
    });
    const [step] = track.challenges[0]!.steps;
    expect(step!.check?.file).toBe('own/c.sh');
    expect(step!.blocks.map(({ number, reason }) => [number, reason])).toEqual([
      [0, 'firedrill.yml says skip'],
      [1, 'firedrill.yml says it runs'],
      [0, 'firedrill.yml says output'],
    ]);
    expect(step!.blocks[1]!.expected).toBe('pwd');
  });

  test('the legacy layout has its challenges inside track.yml, texts where they stand', () => {
    const inline = loadTrack(fixtureTree('inline'), '');
    expect(inline.challenges.map(({ slug }) => slug)).toEqual(['first', 'second']);
    expect(inline.timelimit).toBe(90);
    expect(inline.challenges[0]!.scripts.setup[0]!.host).toBe('bastion');
    expect(inline.challenges[0]!.steps[0]!.blocks[0]!.position).toEqual({ line: 11, column: 5 });
    expect(inline.challenges[1]!.steps[0]!.blocks[0]).toMatchObject({ number: 2, position: { line: 24, column: 5 } });
  });

  test('a challenge folder alone is a track of one challenge with its scripts', () => {
    const one = loadTrack(fixtureTree('two-challenges'), '01-watch-the-gate');
    expect(one.slug).toBe('watch-the-gate');
    expect(one.challenges[0]!.scripts.check).toHaveLength(1);
  });

  test('challenges are ordered by number, not by name', () => {
    const track = load({
      'track.yml': 'slug: t\ntitle: T',
      '10-b/assignment.md': '---\nslug: b\n---\n',
      '9-a/assignment.md': '---\nslug: a\n---\n',
    });
    expect(track.challenges.map(({ slug }) => slug)).toEqual(['a', 'b']);
  });

  test('unknown keys, null titles and stray files do no harm', () => {
    const track = load({
      'track.yml': 'slug: t\ntitle: null\nmystery: {a: [1]}\n',
      '01-a/assignment.md': '---\nslug: a\nid: null\ntitle:\ntabs: none\n---\n# Words\n',
      '01-a/ odd folder/x.yaml': '',
      '01-a/notes.txt': 'x',
      'README.md': 'hello',
    });
    expect(track.challenges[0]).toMatchObject({ title: 'Words', tabs: [], timelimit: 0 });
  });
});

describe('bad input', () => {
  test('names the file, the line and what to do', () => {
    expect(failure({ 'a.md': '---\ntitle: "x\ntabs: [\n---\ntext' }, 'a.md')).toMatch(
      /^a\.md:\d:\d+: .+\n {2}correct the YAML/,
    );
  });

  test('front matter that is a program is refused and not run', () => {
    for (const language of ['js', 'javascript', 'JS', 'coffee', 'constructor']) {
      const text = `---${language}\n{ title: (globalThis.ranFrontMatter = true, 'x') }\n---\ntext`;
      expect(failure({ 'a.md': text }, 'a.md')).toContain(`front matter in "${language.toLowerCase()}" is not read`);
    }
    expect(globalThis).not.toHaveProperty('ranFrontMatter');
  });

  test('aliases that would blow up memory are refused', () => {
    const rows = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefg'[index]},`.repeat(9)}*${'abcdefg'[index]}]`),
    ];
    expect(failure({ 'a.md': `---\n${rows.join('\n')}\n---\n` }, 'a.md')).toContain('alias');
  });

  test.each([
    [
      'a front matter that is never closed',
      { 'a.md': '---\ntitle: x\n\n# Text' },
      'a.md',
      'front matter is never closed',
    ],
    ['a front matter without keys', { 'a.md': '---\njust words\n---\n' }, 'a.md', 'not a list of key: value lines'],
    ['a file that is not there', {}, 'b.md', 'b.md:1:1: no such file or folder'],
    ['an empty file', { 'a.md': '  \n' }, 'a.md', 'this file is empty'],
    ['a file that is no text', { 'a.png': 'PNG\u0000' }, 'a.png', 'no text file'],
    ['a folder without a track', { 'x/readme.md': 'x' }, 'x', 'this folder holds no track'],
    ['a track without challenges', { 'track.yml': 'slug: x\ntitle: X' }, '', 'no challenge'],
    ['a path that leads out', { 'a.md': 'x' }, '../a.md', 'leads out of the folder'],
    ['a broken track.yml', { 'track.yml': 'slug: [', '01-a/assignment.md': 'x' }, '', 'track.yml:1:'],
  ])('%s', (_, files, path, message) => {
    expect(failure(files as Record<string, string>, path)).toContain(message);
  });
});

test('a plain file without anything special is one step', () => {
  const track = load({ 'notes.txt': 'Just read this.\n' }, 'notes.txt');
  expect(track.challenges[0]!.steps).toMatchObject([{ id: '01-notes', number: 1, title: 'notes', blocks: [] }]);
});

test('front matter closed and followed by text, without a line end at the end of the file', () => {
  const track = load({ 'a.md': '---\r\nslug: a\r\ntitle: A\r\n---\r\n```sh\r\nls\r\n```' }, 'a.md');
  expect(track.challenges[0]!.steps[0]!.blocks[0]).toMatchObject({
    position: { line: 6, column: 1 },
    code: { text: 'ls' },
  });
});
