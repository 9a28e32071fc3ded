import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSyntaxError } from './json-syntax.ts';

// What `json.Unmarshal` of Go 1.23 says.
test.each([
  ['{', 'unexpected end of JSON input'],
  ['', 'unexpected end of JSON input'],
  ['{"a":1', 'unexpected end of JSON input'],
  ['spec', "invalid character 's' looking for beginning of value"],
  ['{spec: 1}', "invalid character 's' looking for beginning of object key string"],
  ["{'spec': 1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"spec" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"a":nul', 'unexpected end of JSON input'],
  ['{} x', "invalid character 'x' after top-level value"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
  ['-a', "invalid character 'a' in numeric literal"],
  ['1.x', "invalid character 'x' after decimal point in numeric literal"],
  ['1e+x', "invalid character 'x' in exponent of numeric literal"],
  ['01', "invalid character '1' after top-level value"],
])('of %j the decoder says %j', (text, sentence) => {
  expect(jsonSyntaxError(text)).toBe(sentence);
});

test('what never closes ends at a depth', () => {
  expect(jsonSyntaxError('['.repeat(20_000))).toBe('exceeded max depth');
});

test('a text is complained of exactly when it is no JSON', () => {
  const pieces = fc.array(
    fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.5', 'e3', 'true', ' ', '\\'),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        pieces.map((all) => all.join('')),
      ),
      (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(jsonSyntaxError(text) === undefined).toBe(isJson);
      },
    ),
  );
});
