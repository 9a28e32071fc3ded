import { expect, test } from 'vitest';
import { readWishes } from './read-wishes.ts';

test.each([
  ['junit=a.xml', [{ format: 'junit', file: 'a.xml' }]],
  [
    'junit=a.xml,json=b.json,tap=-,github',
    [
      { format: 'junit', file: 'a.xml' },
      { format: 'json', file: 'b.json' },
      { format: 'tap', file: '-' },
      { format: 'github' },
    ],
  ],
  ['junit=odd,name=1.xml,github', [{ format: 'junit', file: 'odd,name=1.xml' }, { format: 'github' }]],
  ['junit', undefined],
  ['junit=', undefined],
  ['github=x', undefined],
  ['xml=a', undefined],
  ['', undefined],
])('--report %s', (text, wishes) => {
  expect(readWishes(text)).toEqual(wishes);
});
