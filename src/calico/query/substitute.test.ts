import { describe, expect, test } from 'vitest';
import { parseQuery, QueryError, substitute } from './index.ts';

describe('substitutions', () => {
  test('put a set of quoted values in the place of a reference', () => {
    const text = substitute('qname NOTIN ${allowed}', [{ name: 'allowed', values: ['*.a.com', '', 'b "c"'] }]);
    expect(text).toBe('qname NOTIN {"*.a.com","b \\"c\\""}');
    expect(parseQuery(text).any).toHaveLength(1);
  });

  test('go by name in any case, and serve every reference', () => {
    const text = substitute('a IN ${X} AND b IN ${x}', [{ name: 'x', values: ['1'] }]);
    expect(text).toBe('a IN {"1"} AND b IN {"1"}');
  });

  test('leave a lone dollar or brace alone', () => {
    expect(substitute('a = "$x" AND b IN {c}', [])).toBe('a = "$x" AND b IN {c}');
  });

  test.each<[string, string]>([
    ['a IN ${y}', 'substition not found for variable y'],
    ['a IN ${two}', 'found more than one substitution for variable two'],
    ['a IN ${x', 'unterminated }'],
  ])('refuses %s', (text, message) => {
    const substitutions = [{ name: 'x', values: ['1'] }, { name: 'two' }, { name: 'TWO' }];
    expect(() => substitute(text, substitutions)).toThrow(new QueryError(message));
  });

  test('a substitution without values makes an empty set, which does not parse', () => {
    expect(() => parseQuery(substitute('a IN ${x}', [{ name: 'x', values: null }]))).toThrow(QueryError);
  });
});
