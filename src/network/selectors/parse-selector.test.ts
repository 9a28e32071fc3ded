import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSelector } from './parse-selector.ts';

const labels = new Map([
  ['app', 'web'],
  ['tier.example.com/role', 'front-end'],
  ['projectcalico.org/namespace', 'dev'],
  ['empty', ''],
]);

describe('selectors', () => {
  test.each([
    ['', true],
    ['  ', true],
    ['all()', true],
    ['global()', false],
    ['app == "web"', true],
    ["app == 'web'", true],
    ["app=='web'", true],
    ["app in {'db', 'web',}", true],
    ["app notin {'db'}", true],
    ["app startswith 'we'", true],
    ["app endswith 'x'", false],
    ["app == 'db'", false],
    ["nosuch == ''", false],
    ["empty == ''", true],
    ["app != 'db'", true],
    ["app != 'web'", false],
    ["nosuch != 'x'", true],
    ["app in { 'web', 'db' }", true],
    ["app in {'db'}", false],
    ['app in {}', false],
    ["nosuch in {'x'}", false],
    ["app not in {'db'}", true],
    ["app not in {'web'}", false],
    ["nosuch not in {'x'}", true],
    ['has(app)', true],
    ['has( nosuch )', false],
    ['!has(nosuch)', true],
    ['! has(app)', false],
    ['!!has(app)', true],
    ["app contains 'e'", true],
    ["app contains 'x'", false],
    ["app starts with 'we'", true],
    ["app starts with 'eb'", false],
    ["app ends with 'eb'", true],
    ["nosuch ends with ''", false],
    ["tier.example.com/role == 'front-end'", true],
    ["has(app) && app == 'web'", true],
    ["has(nosuch)||app=='web'", true],
    ['has(app) || has(nosuch) && has(nosuch)', true],
    ['(has(app) || has(nosuch)) && has(nosuch)', false],
    ["!(app == 'web' && has(nosuch))", true],
    ["!has(nosuch) && projectcalico.org/namespace == 'dev'", true],
  ])('%s is %s', (text, expected) => {
    expect(parseSelector(text)(labels)).toBe(expected);
  });

  test.each([
    ["app = 'web'", 'expected == or !=, but found "=" at position 5'],
    ['app ==', 'expected a quoted string, but the selector ends'],
    ['app == web', 'expected a quoted string, but found "web" at position 8'],
    ["app 'web'", 'expected an operator'],
    ["app == 'web", 'unterminated string starting at position 8'],
    ["(app == 'web'", 'expected ), but the selector ends'],
    ["app == 'web')", 'expected && or || or the end, but found ")" at position 13'],
    ["app in 'web'", 'expected {'],
    ["app in {'a' 'b'}", 'expected }'],
    ["app == 'a' & has(b)", 'unexpected character "&" at position 12'],
    ['any()', 'any() is not a function of selectors'],
    ["&& app == 'a'", 'expected a label name'],
    ["app starts 'a'", 'expected with'],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseSelector(text)).toThrow(message);
  });

  test('a prefix is put before every label name', () => {
    const selector = parseSelector("app == 'web' && !has(other)", { prefix: 'pcns.' });
    expect(selector(new Map([['pcns.app', 'web']]))).toBe(true);
    expect(selector(new Map([['app', 'web']]))).toBe(false);
  });

  test('and, or and not obey de Morgan on any labels', () => {
    const term = fc.constantFrom("a == '1'", "b != '2'", 'has(c)', "a in {'1','3'}", "b starts with '2'");
    const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3', '22'));
    fc.assert(
      fc.property(term, term, some, (left, right, object) => {
        const given = new Map(Object.entries(object));
        const negated = parseSelector(`!(${left} && ${right})`)(given);
        expect(negated).toBe(parseSelector(`!(${left}) || !(${right})`)(given));
      }),
    );
  });
});
