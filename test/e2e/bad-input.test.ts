import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cellsOf, totalWidth } from '../../src/markdown/index.ts';
import { firedrill } from '../support/firedrill.ts';
import { type ScreenedLab, screenedLab } from '../support/tui-lab.ts';

let lab: ScreenedLab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

function folder(files: Record<string, string | Buffer>): string {
  const root = mkdtempSync(join(tmpdir(), 'firedrill-bad-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const track = (body: string, more: { front?: string; track?: string } = {}) =>
  folder({
    'track.yml': more.track ?? 'slug: bad\ntitle: Bad input\n',
    'firedrill.yml': 'environment: bare\n',
    '01-a/assignment.md': `---\nslug: a\ntype: challenge\ntitle: A\n${more.front ?? ''}---\n${body}`,
  });

const block = (commands: string) => `\`\`\`bash\n${commands}\n\`\`\`\n`;

/** Every frame closed at the right, nothing beyond the screen. */
function expectWhole({ screen }: ScreenedLab, columns: number): void {
  for (const row of screen.rows.slice(1, -2)) {
    expect(totalWidth(cellsOf(row))).toBeLessThanOrEqual(columns);
    if (/^[┌┏└┗│┃]/.test(row)) expect(row).toMatch(/[┐┓┘┛│┃]$/);
  }
}

const SIZES = [
  [60, 20],
  [80, 24],
  [120, 60],
] as const;

const MISHAPS: [string, string, RegExp][] = [
  ['a fence nobody closes', `Words.\n\n${block('true')}\n\`\`\`yaml\nkey: [\n\nmore words`, /more words/],
  ['details nobody closes', `<details><summary>Open</summary>\n\nwords inside\n\n${block('true')}`, /words inside/],
  ['half a table', `| a | b\n|---\n| c |\n\n${block('true')}`, /\| a \| b/],
  [
    'lists forty deep',
    `${Array.from({ length: 40 }, (_, n) => `${'  '.repeat(n)}- x${n}`).join('\n')}\n\n${block('true')}`,
    /x39/,
  ],
  ['half-written HTML and links', `<div <b>bold [link](http:// ![](x\n\n${block('true')}`, /bold/],
  [
    'pictures that are nowhere',
    `Words.\n\n![gone](../assets/gone.png)\n\n![out](../../../../etc/passwd)\n\n![far](https://example.com/x.png)\n\n${block('true')}`,
    /gone/,
  ],
  [
    'words, links and code without a blank',
    `${'Long'.repeat(80)}\n\n[${'link'.repeat(60)}](https://example.com/${'x'.repeat(300)})\n\n${block(`: ${'y'.repeat(300)}`)}`,
    /LongLong/,
  ],
  ['wide and joined characters', `${'漢字かな🏁👩‍👩‍👧é'.repeat(30)}\n\n${block("echo '漢字🏁'")}`, /漢字/],
];

describe('what an author can get wrong is shown all the same', () => {
  describe.each(SIZES)('at %i by %i', (columns, rows) => {
    test.each(MISHAPS)('%s', async (_, body, shown) => {
      lab = await screenedLab(track(body), { columns, rows });
      const { press, session, screen } = lab;
      for (let page = 0; page < 12 && !shown.test(screen.text); page += 1) {
        expectWhole(lab, columns);
        press(' ');
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      expect(screen.text).toMatch(shown);
      expectWhole(lab, columns);
      press('1');
      await vi.waitFor(() => expect(session.state.blocks[1]?.status).toBe('ok'), 10_000);
      expectWhole(lab, columns);
    });

    test('a tab of no known kind, and one without a place', async () => {
      const front =
        'tabs:\n- title: Odd\n  type: hologram\n- title: Page\n  type: website\n- type: code\n  hostname: nowhere\n  path: /no/such\n';
      lab = await screenedLab(track(`Words.\n\n${block('true')}`, { front }), { columns, rows });
      lab.press(']');
      await lab.sees(columns < 100 ? /"hologram", which firedrill\s+does\s+not\s+show/ : /shows a web page/);
      for (const next of [']', ']', ']', ']']) {
        lab.press(next);
        await new Promise((resolve) => setTimeout(resolve, 60));
        expectWhole(lab, columns);
      }
    });
  });

  test.each(MISHAPS)('in plain lines: %s', async (_, body, shown) => {
    const { code, stdout } = await firedrill(['play', track(body)], { input: '1\nquit\n' });
    expect(stdout).toMatch(shown);
    expect(stdout).toMatch(/^Stopped at step 1 of 1/m);
    expect(code).toBe(0);
  });

  test('a text without any block is one step, left with N', async () => {
    lab = await screenedLab(track('Only words.\n\nAnd more.\n'), { columns: 80, rows: 24 });
    await lab.sees(/step 1 of 1[\s\S]*Only words\.[\s\S]*N finish/);
    lab.press('N');
    await lab.sees(/You have finished/);
  });

  test('five hundred blocks: each has its number', async () => {
    const body = Array.from({ length: 500 }, (_, n) => `Words.\n\n${block(`echo block $((${n + 1} + 1000))`)}`).join(
      '\n',
    );
    lab = await screenedLab(track(body), { columns: 120, rows: 40 });
    lab.press('5', '0', '0');
    await lab.sees(/block 1500/);
    await lab.sees(/\[500\] bash .*ok 0/);
    lab.press('4', 'Enter');
    await lab.sees(/block 1004/);
    expectWhole(lab, 120);
  });

  test('a text of five megabytes', async () => {
    const part = (n: number) => `## Part ${n}\n\n${'Some words to read. '.repeat(400)}\n\n${block(`echo part ${n}`)}\n`;
    const parts = Array.from({ length: 630 }, (_, n) => part(n + 1)).join('');
    expect(parts.length).toBeGreaterThan(5_000_000);
    lab = await screenedLab(track(parts), { columns: 120, rows: 40 });
    await lab.sees(/step 1 of 630/);
    lab.press('1');
    await lab.sees(/^.*part 1\b/m);
    expectWhole(lab, 120);
  });
});

describe('what cannot be played is refused in one sentence', () => {
  test.each([
    ['a folder without a track', () => folder({ 'notes.txt': 'x' }), /this folder holds no track/],
    ['a track without challenges', () => folder({ 'track.yml': 'slug: t\ntitle: T\n' }), /this track has no challenge/],
    ['an empty file', () => join(folder({ 'a.md': ' \n' }), 'a.md'), /this file is empty/],
    ['a picture', () => join(folder({ 'a.md': Buffer.from([0x89, 0x50, 0, 0, 1]) }), 'a.md'), /this is no text file/],
    ['a text of eleven megabytes', () => join(folder({ 'a.md': 'word '.repeat(2_200_000) }), 'a.md'), /11 MB long/],
    ['YAML that is none', () => folder({ 'track.yml': 'title: "x\nslug: [', '01-a/assignment.md': 'x' }), /track\.yml/],
  ])('%s', async (_, path, sentence) => {
    const { code, stderr, stdout } = await firedrill(['play', path()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr + stdout).not.toMatch(/\n\s+at .*\d+:\d+/);
  });
});

describe('escape sequences steer no terminal', () => {
  const EVIL = '\x1b]0;PWNED\x07\x1b[5m\x1b]52;c;eA==\x07';
  const evil = () =>
    track(
      `${EVIL}Words ${EVIL}\n\n${block(`echo in the block ${EVIL}`)}\n${block("printf '\\033]0;PWNED\\007printed\\n'")}`,
      {
        front: `notes:\n- type: text\n  contents: "Note \\e]0;PWNED\\a\\e[5m"\ntabs:\n- title: "Tab \\e]0;PWNED\\a\\e[5m"\n  type: terminal\n  hostname: box\n- title: Files\n  type: code\n  hostname: box\n  path: /root/odd\n`,
        track: 'slug: bad\ntitle: "Title \\e]0;PWNED\\a\\e[5m"\nteaser: "Teaser \\e]0;PWNED\\a"\n',
      },
    );

  test.each(SIZES)(
    'on a screen of %i by %i: from texts, titles, blocks, output and names of files',
    async (columns, rows) => {
      lab = await screenedLab(evil(), { columns, rows });
      const { press, sees, screen } = lab;
      await sees(columns < 100 ? /Words/ : /Title/);
      press('2');
      await sees(/printed/);
      press('Tab', "mkdir odd; touch odd/$'\\e]0;PWNED\\a\\e[5mname'", 'Enter', '\x07', ']');
      await sees(/odd\/.*name/);
      const found = ['\x1b]0;', '\x1b[5m', '\x1b[5;', '\x1b]52;'].filter((sequence) => screen.raw.includes(sequence));
      expect(found).toEqual([]);
      expectWhole(lab, columns);
    },
  );

  test('in plain lines', async () => {
    const { stdout, stderr } = await firedrill(['play', evil()], { input: '1\n2\nquit\n' });
    expect(stdout).toMatch(/printed/);
    for (const sequence of ['\x1b]', '\x1b[?']) expect((stdout + stderr).includes(sequence)).toBe(false);
  });
});
