import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { goYamlError } from './go-yaml-error.ts';

/** What kubectl 1.32.5 says of `kubectl label --local -f -`; null where it takes the text for YAML. */
const recorded: { text: string; said: string | null }[] = JSON.parse(
  readFileSync(new URL('../../../test/golden/kubectl/yaml-errors.json', import.meta.url), 'utf8'),
);

test.each(recorded.map(({ text, said }) => [text, said ?? undefined] as const))('%j: %s', (text, said) => {
  // Documents are read one by one.
  const errors = text.split(/^---\n/m).map(goYamlError);
  expect(errors.find((error) => error !== undefined)).toBe(said);
});

test('what is written as YAML is taken, however deep and odd', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void expect(goYamlError(stringify(value))).toBeUndefined()));
});

test('any text is taken or refused in one sentence', () => {
  const pieces = fc.array(fc.constantFrom(...'abc:-?,[]{}#&*!|>\'"%@`\\\t\n '), { maxLength: 40 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        pieces.map((all) => all.join('')),
      ),
      (text) => {
        expect(goYamlError(text) ?? 'yaml: ').toMatch(/^yaml: [^\n]*$/);
      },
    ),
  );
});
