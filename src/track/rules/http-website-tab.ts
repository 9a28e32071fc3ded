import type { Rule } from './rule.ts';

export const httpWebsiteTab: Rule = {
  name: 'http-website-tab',
  severity: 'error',
  description: 'a website tab whose address is not https, which Instruqt refuses',
  check({ challenges }) {
    return challenges.flatMap(({ challenge: { tabs }, source: { at }, file }) =>
      tabs.flatMap(({ type, url = '' }, index) => {
        if (type !== 'website' || /^(?:https:\/\/|\$\{|\[\[)/i.test(url)) return [];
        const message = url === '' ? 'this website tab has no url' : `a website tab needs https, this is ${url}`;
        return [
          { file, position: at(['tabs', index, 'url']), message, advice: 'give an address that begins with https://' },
        ];
      }),
    );
  },
};
