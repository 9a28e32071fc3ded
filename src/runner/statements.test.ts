import { expect, test } from 'vitest';
import { statements } from './statements.ts';

const inQuotes = (text: string) => (text.match(/'/g)?.length ?? 0) % 2 === 1;

test('a block is cut where the shell would run what it has', () => {
  expect(statements("a\necho 'x\ny'\nb", inQuotes)).toEqual(['a', "echo 'x\ny'", 'b']);
});

test('comments and blank lines go with what follows, and alone they are nothing', () => {
  expect(statements('# why\n\nrun\n# end', inQuotes)).toEqual(['# why\n\nrun']);
  expect(statements('# only\n', inQuotes)).toEqual([]);
});

test('an unfinished end is kept, for the shell to complain about', () => {
  expect(statements("a\necho 'x", inQuotes)).toEqual(['a', "echo 'x"]);
});
