import type { Rule } from './rule.ts';

/** `tab-N` counts from 0, which authors forget. */
export const tabOutOfRange: Rule = {
  name: 'tab-out-of-range',
  severity: 'error',
  description: 'a link or button to tab-N where there is no such tab (tabs count from 0)',
  check({ challenges }) {
    return challenges.flatMap(({ challenge: { tabs }, document, toFile, file }) =>
      document.references.flatMap(({ target, range }) => {
        const number = /^tab-(\d+)$/.exec(target)?.[1];
        if (number === undefined || Number(number) < tabs.length) return [];
        return [{ file, position: toFile(range.start), message: `${target} leads nowhere: ${tabsOf(tabs.length)}` }];
      }),
    );
  },
};

function tabsOf(count: number): string {
  if (count === 0) return 'this challenge has no tabs';
  return count === 1 ? 'the only tab is tab-0' : `the tabs are tab-0 to tab-${count - 1}`;
}
