import { expect, test } from 'vitest';
import { splitCommands } from './split-commands.ts';

const inputOf = (script: string) => splitCommands(script)[0]!.hereDocuments[0]!;

test('a here document is read without tabs and escapes, and every character knows where it stands', () => {
  const script = 'cat <<-EOF\n\ta: "\\${b}" \\\\ \\x\n\t\tc \\\n\td\nEOF\n';
  const { offset, input } = inputOf(script);
  expect(input.text).toBe('a: "${b}" \\ \\x\nc d');
  for (const marked of ['a:', '{b}', 'x', 'c', 'd']) {
    const place = offset + input.places[input.text.indexOf(marked)]!;
    expect(script.slice(place, place + marked.length)).toBe(marked);
  }
  expect(input.places).toHaveLength(input.text.length + 1);
});

test('a quoted one is read as it stands', () => {
  const { text, input } = inputOf("cat <<'EOF'\na: \\$b\n\nc\\\nEOF\n");
  expect(input.text).toBe('a: \\$b\n\nc\\');
  expect(input.text).toBe(text);
  expect(input.places).toEqual(Array.from({ length: text.length + 1 }, (_, index) => index));
});

test('an empty one has an end', () => {
  expect(inputOf('cat <<EOF\nEOF\n').input).toEqual({ text: '', places: [0] });
});
