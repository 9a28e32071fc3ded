import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchLabelSelector, parseLabelSelector } from './label-selector.ts';

test.each([
  ['app=web', { app: 'web' }, true],
  ['app==web', { app: 'db' }, false],
  ['app!=web', {}, true],
  ['app in (web, db)', { app: 'db' }, true],
  ['app notin (web)', { app: 'web' }, false],
  ['app', { app: '' }, true],
  ['!app', { app: 'x' }, false],
  ['app=', { app: '' }, true],
  ['app in (,web)', { app: '' }, true],
  ['size>3', { size: '10' }, true],
  ['size<3', { size: '10' }, false],
  ['a=b,!c,d in (e)', { a: 'b', d: 'e' }, true],
  ['', {}, true],
])('%j judges %j as %s', (text, labels, expected) => {
  expect(parseLabelSelector(text)(labels as Record<string, string>)).toBe(expected);
});

test.each([
  ['app in (frontend', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['app=a=b', "found '=', expected: ',' or 'end of string'"],
  ['=web', "found '=', expected: !, identifier, or 'end of string'"],
  ['app=web,', "found '', expected: identifier after ','"],
  ['app in web', "unable to parse requirement: found 'web' expected: '('"],
  ['size>x', "unable to parse requirement: for 'Gt', 'Lt' operators, the value must be an integer"],
])('%j is refused: %s', (text, message) => {
  expect(() => parseLabelSelector(text)).toThrow(message);
});

test('the object form and the text form agree', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const labels = fc.dictionary(name, name);
  fc.assert(
    fc.property(labels, labels, name, fc.array(name, { minLength: 1 }), (wanted, labelled, key, values) => {
      const matchExpressions = [{ key, operator: 'NotIn', values }];
      const text = [...Object.entries(wanted).map(([one, value]) => `${one}=${value}`), `${key} notin (${values})`];
      const object = matchLabelSelector({ matchLabels: wanted, matchExpressions });
      expect(object(labelled)).toBe(parseLabelSelector(text.join(','))(labelled));
    }),
  );
});
