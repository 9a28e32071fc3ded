import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from './index.ts';

const lines = (...text: string[]) => text.join('\n');

describe('code blocks', () => {
  test('stand where their fences and their first line of code stand', () => {
    const [block] = parseMarkdown(lines('# Title', '', '```bash', 'ls', 'pwd', '```')).code;
    expect(block).toMatchObject({
      info: 'bash',
      text: 'ls\npwd',
      range: { start: { line: 3, column: 1 }, end: { line: 6, column: 4 } },
      textStart: { line: 4, column: 1 },
      fenced: true,
      closed: true,
    });
  });

  test('inside a numbered list lose the indentation of the list and keep their columns', () => {
    const { code } = parseMarkdown(lines('1. First', '', '    ```bash', '    ls', '      pwd', '    ```', '2. Second'));
    expect(code[0]).toMatchObject({ text: 'ls\n  pwd', textStart: { line: 4, column: 5 }, closed: true });
  });

  test('in a list inside a list and in a quote are found with their lines', () => {
    const { code } = parseMarkdown(
      lines('- outer', '  - inner', '', '    ```sh', '    a', '    ```', '', '> quoted', '>', '> ```', '> b', '> ```'),
    );
    expect(code.map(({ text, textStart }) => [text, textStart.line, textStart.column])).toEqual([
      ['a', 5, 5],
      ['b', 11, 3],
    ]);
  });

  test('end at a closing fence that is longer and indented', () => {
    const { code, headings } = parseMarkdown(lines('```bash', 'cat <<\\EOF', '${a.b}', 'EOF', '  ````', '', '# After'));
    expect(code).toHaveLength(1);
    expect(code[0]!.text).toBe('cat <<\\EOF\n${a.b}\nEOF');
    expect(headings[0]!.range.start.line).toBe(7);
  });

  test('end at a closing fence followed by tabs', () => {
    const { code } = parseMarkdown(
      lines('2. See', '', '    ```bash', '    out', '    ```\t\t', '', '3. Next', '', '    more'),
    );
    expect(code).toHaveLength(1);
    expect(code[0]).toMatchObject({ text: 'out', closed: true });
  });

  test('keep a shorter fence inside a longer one', () => {
    const { code } = parseMarkdown(lines('````md', '```bash', 'ls', '```', '````'));
    expect(code.map(({ text }) => text)).toEqual(['```bash\nls\n```']);
  });

  test('nobody closes say so', () => {
    expect(parseMarkdown(lines('```bash', 'ls', '', '# not a heading')).code[0]).toMatchObject({ closed: false });
  });

  test('keep the tabs their author wrote, also in lists', () => {
    const { code } = parseMarkdown(lines('- make', '', '\t```make', '\tall:', '\t\techo a\tb', '\t```'));
    expect(code[0]!.text).toBe('all:\n\techo a\tb');
    expect(code[0]!.textStart).toEqual({ line: 4, column: 2 });
  });

  test('are the same with Windows line ends', () => {
    const text = lines('1. One', '', '   ```bash', '   ls', '   ```', '');
    expect(parseMarkdown(text.replaceAll('\n', '\r\n')).code).toEqual(parseMarkdown(text).code);
  });

  test('indented by four columns are no fences', () => {
    expect(parseMarkdown(lines('text', '', '    ls -l', '    pwd')).code[0]).toMatchObject({
      fenced: false,
      text: 'ls -l\npwd',
      range: { start: { line: 3, column: 5 }, end: { line: 4, column: 8 } },
    });
  });

  test('know the paragraph before them, also the last one of a list', () => {
    const { code } = parseMarkdown(
      lines(
        '- Do *this* with `ls`:',
        '',
        '```',
        'a',
        '```',
        '',
        'Output:',
        '',
        '```',
        'b',
        '```',
        '',
        '```',
        'c',
        '```',
      ),
    );
    expect(code.map(({ lead }) => lead)).toEqual(['Do this with ls:', 'Output:', '']);
  });
});

describe('headings', () => {
  test('are read with their level, their words and their anchor', () => {
    const { headings } = parseMarkdown(lines('A `b` & *c*!', '=====', '', '### A b  c', '', 'Goal', '---'));
    expect(
      headings.map(({ level, text, slug, setext, range }) => [level, text, slug, setext, range.start.line]),
    ).toEqual([
      [1, 'A b & c!', 'a-b--c', true, 1],
      [3, 'A b  c', 'a-b--c-1', false, 4],
      [2, 'Goal', 'goal', true, 6],
    ]);
  });

  test('a line of equals signs inside a fence is none', () => {
    expect(parseMarkdown(lines('```', 'x', '====', '```')).headings).toEqual([]);
  });
});

describe('numbered items', () => {
  test('are those of the first top-level list that holds code', () => {
    const text = lines('1. no code', '', '# H', '', '1. a', '', '   ```', '   x', '   ```', '2. `b` c', '   d');
    expect(
      parseMarkdown(text).numbered.map(({ number, text: words, range }) => [
        number,
        words,
        range.start.line,
        range.end.line,
      ]),
    ).toEqual([
      [1, 'a', 5, 9],
      [2, 'b c\nd', 10, 11],
    ]);
  });

  test('go on over a fence that is not indented', () => {
    const text = lines('1. a', '```', 'x', '```', '2. b', '```', 'y', '```');
    expect(parseMarkdown(text).numbered.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('there are none where no numbered list holds code', () => {
    expect(parseMarkdown(lines('1. a', '2. b', '', 'text')).numbered).toEqual([]);
  });
});

describe('references', () => {
  test('links, pictures and buttons are found with their places, HTML included', () => {
    const { references } = parseMarkdown(
      lines(
        'See [the doc](https://a.b/c) and ![pic](../assets/p.png).',
        '',
        '- [button label="Go" color="red"](tab-1) [Open](tab-0 variant="success" block=true)',
        '',
        '<img src="../img/x.png" alt="X"/>',
      ),
    );
    expect(
      references.map(({ kind, target, text, range }) => [kind, target, text, range.start.line, range.start.column]),
    ).toEqual([
      ['link', 'https://a.b/c', 'the doc', 1, 5],
      ['image', '../assets/p.png', 'pic', 1, 34],
      ['button', 'tab-1', 'Go', 3, 3],
      ['button', 'tab-0', 'Open', 3, 42],
      ['image', '../img/x.png', 'X', 5, 1],
    ]);
  });

  test('inside code there are none', () => {
    expect(parseMarkdown(lines('`[a](b)`', '', '```', '[c](d)', '```')).references).toEqual([]);
  });
});

test('code in whatever lists and quotes is found, as written and where it stands', () => {
  const container = fc.constantFrom('- ', '* ', '1. ', '12) ', '> ');
  const line = fc.stringMatching(/^[ \t]{0,4}[a-z$"'|<>\\{}]{1,12}$/);
  fc.assert(
    fc.property(
      fc.array(container, { maxLength: 5 }),
      fc.array(line, { minLength: 1, maxLength: 5 }),
      (containers, code) => {
        const first = containers.join('');
        const rest = containers.map((one) => (one.startsWith('>') ? one : ' '.repeat(one.length))).join('');
        const text = [`${first}\`\`\`sh`, ...code.map((one) => rest + one), `${rest}\`\`\`\t`].join('\n');
        const [block, ...others] = parseMarkdown(`# T\n\n${text}\n\nend`).code;
        expect(others).toEqual([]);
        expect(block).toMatchObject({
          text: code.join('\n'),
          closed: true,
          range: { start: { line: 3, column: first.length + 1 } },
        });
        expect(block!.textStart).toEqual({ line: 4, column: rest.length + 1 });
      },
    ),
    { numRuns: 500 },
  );
});

const piece = fc.constantFrom(
  '# h',
  'text',
  '```bash',
  '```',
  '  ````',
  '- a',
  '1. b',
  '   c',
  '> q',
  '',
  '\t\tx',
  '| a | b |',
  '|---|---|',
  '---',
  '<b>',
  '    ```\t',
  '[a](b)',
  '![c](d "e")',
  '~~~',
);

test('any text is read, and every code block is where it says', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (given) => {
      const document = parseMarkdown(given.join('\n'));
      const source = document.text.split('\n');
      for (const block of document.code) {
        if (block.text === '') continue;
        const first = block.text.split('\n')[0]!;
        expect(source[block.textStart.line - 1]!.trim()).toContain(first.trim());
        expect(block.range.end.line).toBeLessThanOrEqual(source.length);
      }
    }),
    { numRuns: 500 },
  );
});
