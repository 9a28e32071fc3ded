import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRenderer, type MarkdownRenderer, type RenderOptions, renderMarkdown } from './index.ts';

let renderer: MarkdownRenderer;
beforeAll(async () => {
  renderer = await loadRenderer();
});

const render = (text: string, options: Partial<RenderOptions> = {}) =>
  renderer(text, { width: 40, color: false, ...options });
const shown = (text: string, options: Partial<RenderOptions> = {}) => render(text, options).lines.join('\n');
const lines = (...text: string[]) => text.join('\n');

describe('text', () => {
  test('is wrapped at blanks, soft line ends are blanks', () => {
    expect(shown('one two three\nfour five six seven eight nine', { width: 20 })).toBe(
      lines('one two three four', 'five six seven eight', 'nine'),
    );
  });

  test('a word longer than a line is cut', () => {
    expect(shown('x'.repeat(45), { width: 20 })).toBe(lines('x'.repeat(20), 'x'.repeat(20), 'x'.repeat(5)));
  });

  test('Chinese and emoji count two cells and may break anywhere', () => {
    const { lines: wrapped } = render('安全训练'.repeat(6) + ' 🔥🔥🔥', { width: 21 });
    expect(wrapped.map((line) => stringWidth(line) <= 21)).not.toContain(false);
    expect(wrapped[0]).toBe('安全训练安全训练安全');
  });

  test('hard breaks and <br> start a new line', () => {
    expect(shown('a  \nb<br>c<br/>d')).toBe(lines('a', 'b', 'c', 'd'));
  });

  test('marks of style and entities do not show, shortcodes stay as written', () => {
    expect(shown('**Alerts** in `a:b` &amp; &lt;x&gt; :cat: ~~no~~ *yes*')).toBe('Alerts in a:b & <x> :cat: no yes');
  });

  test('a word in angle brackets that is no element stays', () => {
    expect(shown('delete <pod-name> with <kbd>Ctrl</kbd>')).toBe('delete <pod-name> with Ctrl');
  });

  test('a link shows its words and its target once', () => {
    expect(shown('[doc](https://a.b) <https://c.d> https://e.f', { width: 80 })).toBe(
      'doc (https://a.b) https://c.d https://e.f',
    );
  });

  test('a button shows its label and where it leads', () => {
    expect(shown('[button label="Shell" color="red"](tab-0)\n[Cloud](tab-1 variant="x")')).toBe('[Shell] [Cloud]');
  });

  test('headings keep their marks without colour and hang where they wrap', () => {
    expect(shown('## Restricted DNS access alert', { width: 20 })).toBe(lines('## Restricted DNS', '   access alert'));
  });
});

describe('lists', () => {
  test('numbers stay what they are, also before a line that looks like one', () => {
    const text = lines(
      '1. Managed clusters of version 3.14+ only and so on.',
      '',
      '2. Next',
      '',
      '10. Wrong on purpose',
    );
    expect(shown(text, { width: 44 })).toBe(
      lines('1. Managed clusters of version 3.14+ only', '   and so on.', '', '2. Next', '', '3. Wrong on purpose'),
    );
  });

  test('a list that starts at 9 aligns its numbers', () => {
    expect(shown('9. a\n10. b')).toBe(lines(' 9. a', '10. b'));
  });

  test('tight items are styled and wrapped, nested ones indented', () => {
    expect(shown('- create a `Networkset` or **edit** any of the others\n  - inner\n    - third', { width: 30 })).toBe(
      lines('• create a Networkset or edit', '  any of the others', '  • inner', '    • third'),
    );
  });

  test('a task shows its box once', () => {
    expect(shown('- [ ] open\n- [x] done')).toBe(lines('• [ ] open', '• [x] done'));
  });

  test('paragraphs and code of an item stay apart', () => {
    expect(shown('1. First\n\n   Or use:\n\n   ```bash\n   ls\n   ```')).toBe(
      lines('1. First', '', '   Or use:', '', '       ls'),
    );
  });
});

describe('code', () => {
  test('carries the label it is given and says which lines it takes', () => {
    const document = render('a\n\n```bash,run\nls\npwd\n```\n\n```\nout\n```', {
      label: (block, index) => (block.info ? `[${index + 3}] bash` : undefined),
    });
    expect(document.lines).toEqual(['a', '', '[3] bash', '    ls', '    pwd', '', '    out']);
    expect(document.blocks).toEqual([
      { index: 0, from: 2, to: 5 },
      { index: 1, from: 6, to: 7 },
    ]);
  });

  test('is cut with a continuation mark and nothing of it is lost', () => {
    const command = `kubectl exec -t multitool -- sh -c 'curl -I frontend.hipstershop 2>/dev/null | grep -i http'`;
    const { lines: cut } = render(`\`\`\`\n${command}\n\`\`\``, { width: 30 });
    expect(cut[0]).toMatch(/^ {4}kubectl exec/);
    expect(cut.slice(1).every((line) => line.startsWith('  ↩ '))).toBe(true);
    expect(
      cut
        .map((line) => line.slice(4))
        .join(' ')
        .replace(/ +/g, ' '),
    ).toBe(command);
  });

  test('has no tabs left', () => {
    expect(shown('```\na\tb\n```')).toBe('    a   b');
  });
});

describe('pictures, HTML, quotes and tables', () => {
  test('a picture shows its words, or its name', () => {
    expect(shown('![Alert list](../assets/a.png) ![](x/plan.png)\n\n<img src="q.png" alt="Q" width="100%"/>')).toBe(
      lines('[image: Alert list] [image: plan.png]', '', '[image: Q]'),
    );
  });

  test('details show their summary and what they hide', () => {
    expect(shown('<details><summary>Hint <b>1</b></summary>\n\nLook *here*\n\n</details>\n\nafter')).toBe(
      lines('▸ Hint 1', '', 'Look here', '', 'after'),
    );
  });

  test('preformatted text keeps its lines; comments, styles and scripts do not show', () => {
    expect(
      shown('<style>p {color: red}</style>\n\n<!-- secret -->\n\n<pre class=file>\na:\n  b: &lt;1&gt;\n</pre>'),
    ).toBe(lines('    a:', '      b: <1>'));
  });

  test('an HTML link shows its target', () => {
    expect(shown('go <a href="https://a.b">there</a> now')).toBe('go there (https://a.b) now');
  });

  test('an admonition is a titled quote', () => {
    expect(shown('> [!WARNING]\n> Mind the **gap**.\n>\n> More.')).toBe(
      lines('│ Warning', '│ Mind the gap.', '│', '│ More.'),
    );
  });

  test('a table fits, its cells wrap', () => {
    const { lines: table } = render('| Name | What it does |\n|---|--:|\n| a | the quick brown fox jumps |', {
      width: 24,
    });
    expect(table).toEqual(
      [
        'Name │      What it does',
        '─────┼──────────────────',
        'a    │   the quick brown',
        '     │         fox jumps',
      ].map((line) => line),
    );
  });

  test('a table with more columns than room becomes lines', () => {
    const text = `|${' c |'.repeat(9)}\n|${'---|'.repeat(9)}\n|${' value |'.repeat(9)}`;
    expect(render(text, { width: 20 }).lines).toHaveLength(9);
  });
});

describe('colour', () => {
  test('styles end on the line they begin on', () => {
    const { lines: coloured } = render('**bold text that goes on over lines** and `code`', { width: 20, color: true });
    expect(coloured.join('')).toContain('\u001B[1m');
    for (const line of coloured) expect(line).toMatch(/^(?:[^\u001B]|\u001B\[[1-9][\d;]*m[^\u001B]*\u001B\[0m)*$/);
  });

  test('without it there is no escape sequence', () => {
    expect(shown('**a** `b` [c](d)\n\n# e\n\n> f\n\n```\ng\n```')).not.toContain('\u001B');
  });
});

test('references say on which line they are shown', () => {
  const { references } = render('one\n\n[doc](a.md)\n\n- x\n- ![pic](b.png)');
  expect(references.map(({ target, line }) => [target, line])).toEqual([
    ['a.md', 2],
    ['b.png', 5],
  ]);
});

test('renderMarkdown loads the renderer itself', async () => {
  expect((await renderMarkdown('*hi*', { width: 20, color: false })).lines).toEqual(['hi']);
});

test('escape sequences in a text, written or as entities, never reach the terminal', () => {
  const hostile =
    'a\u001B]52;c;x\u0007b &#27;[2J &#x9b;2J `\u001B[31m` ![\u001B[1m](x\u009B) \u202Eabc <i\u001B[7m>\n\n```\n\u001B[2J\n```\n\n<pre>&#27;[1m</pre>';
  expect(shown(hostile)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
});

const piece = fc.constantFrom(
  '# h',
  '- ',
  '1. ',
  '10) ',
  '> ',
  '    ',
  '\t',
  '```bash\n',
  '```\n',
  '\n\n',
  '| a | b |\n|---|---|\n| c | d |\n',
  '**',
  '`',
  '<details>',
  '<br>',
  '<img src=x>',
  '&#27;[2J',
  '\u001B[31m',
  '\u0007',
  '\u009B',
  '安全',
  '👨‍👩‍👧',
  '🔥',
  'e\u0301',
  '[a](b)',
  '![c](d)',
  '> [!NOTE]\n',
  '- [ ] ',
  '---\n',
  'word ',
  '\u202E',
  '\r\n',
  '\u200B',
);

test('any text renders at any width: no line too wide, no control character', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })),
        { maxLength: 30 },
      ),
      fc.integer({ min: 20, max: 200 }),
      fc.boolean(),
      (given, width, color) => {
        for (const line of renderer(given.join(''), { width, color, label: (_, index) => `[${index}] bash` }).lines) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(line.replace(/\u001B\[[\d;]*m/g, color ? '' : '?!')).not.toMatch(/[\u0000-\u001F\u007F-\u009F]/);
          if (!color) expect(line).not.toContain('\u001B');
        }
      },
    ),
    { numRuns: 600 },
  );
});

test('a text made to be slow or deep is rendered all the same', () => {
  const hostile = ['[', '[a](', '[a](b c', '<a "', '> ', '1. - ', '![a', '&#', '*a **b ', '|a'].map((part) =>
    part.repeat(3000),
  );
  for (const text of hostile) expect(render(text).lines.length).toBeGreaterThan(0);
}, 10_000);

test('reading a text does not load marked-terminal: only the renderer does, and it is imported when asked for', () => {
  const folder = import.meta.dirname;
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const importing = (pattern: RegExp) =>
    sources.filter((file) => pattern.test(readFileSync(join(folder, file), 'utf8')));
  expect(importing(/from 'marked-terminal'/)).toEqual(['render/inline.ts']);
  // Widths and wrapping are for everybody; they bring nothing with them.
  expect(importing(/from '\.\/render\/(?!cells|printable|wrap)/)).toEqual([]);
  expect(importing(/await import\('\.\/render\/render\.ts'\)/)).toEqual(['render-markdown.ts']);
});

test('lines of code are numbered where that is asked for, wrapped ones once', () => {
  const code = Array.from({ length: 10 }, (_, index) => (index === 1 ? 'word '.repeat(8).trim() : `line ${index}`));
  const text = lines('```bash,line-numbers', ...code, '```', '', '```', 'plain', '```');
  const { lines: rows } = render(text, { width: 30, numbered: ({ info }) => info.includes('line-numbers') });
  expect(rows.slice(0, 4)).toEqual(['  1 line 0', '  2 word word word word word', '  ↩ word word word', '  3 line 2']);
  expect(rows.slice(-3)).toEqual([' 10 line 9', '', '    plain']);
  for (const row of rows) expect(stringWidth(row)).toBeLessThanOrEqual(30);
});

test('headings are known by their line and their anchor, and links to them by their words alone', () => {
  const text = lines(
    '[down](#section-the-end), [too](section-the-end)',
    '',
    '- item',
    '',
    '  ## In a list',
    '',
    '# The end',
  );
  const { lines: rows, headings } = render(text);
  expect(rows[0]).toBe('down, too');
  expect(headings.map(({ slug, line }) => [slug, rows[line]])).toEqual([
    ['in-a-list', expect.stringContaining('In a list')],
    ['the-end', expect.stringContaining('The end')],
  ]);
});
