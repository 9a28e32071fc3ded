import { helpRows } from '../../src/tui/keys.ts';

/** docs/keys.md, made from the one key table. */
export function keysDocument(): string {
  const rows = helpRows();
  const groups = [...new Set(rows.map(({ group }) => group))];
  const tables = groups.map((group) => {
    const lines = rows
      .filter((row) => row.group === group)
      .map(({ keys, everywhere, does }) => `| ${code(keys)} | ${everywhere ? code(everywhere) : ''} | ${does} |`);
    return `## ${group}\n\n| key | everywhere | what it does |\n|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `${HEAD}\n${tables.join('\n')}`;
}

function code(keys: string): string {
  return keys
    .split(' ')
    .map((key) => `\`${key}\``)
    .join(' ');
}

const HEAD = `# Keys

Made from the key table in \`src/tui/keys.ts\` (\`npx vitest run test/structure/keys-document.test.ts -u\` writes it anew).

The footer always shows the keys that work at that moment. Single letters are keys while the text has the keyboard; the
shell gets every key but \`Ctrl-G\`, which makes the next key one of the text's, and the F-keys in the second column.
`;
