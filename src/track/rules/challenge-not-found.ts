import { joinPath, shownPath } from '../paths.ts';
import type { Finding, Rule } from './rule.ts';

const NOT_CHALLENGES = new Set(['assets/', 'track_scripts/', 'checks/', 'alerts/']);

/** A misspelt name takes a whole challenge out of the track, and everything left is green. */
export const challengeNotFound: Rule = {
  name: 'challenge-not-found',
  severity: 'error',
  description: 'a numbered folder without assignment.md, or one with it that has no number: no part of the track',
  check({ tree, source: { layout, root, challenges } }) {
    // In the legacy layout the challenges stand in track.yml, and folders have scripts only.
    const inline = challenges.some(({ file }) => /^track\.ya?ml$/.test(file.slice(root.length).replace(/^\//, '')));
    if (layout !== 'instruqt' || inline) return [];
    return (tree.list(root) ?? []).flatMap((name): Finding[] => {
      if (!name.endsWith('/') || NOT_CHALLENGES.has(name)) return [];
      const folder = joinPath(root, name)!;
      const names = tree.list(folder) ?? [];
      const finding = (message: string, advice: string): Finding[] => [
        { file: shownPath(tree, folder), position: { line: 1, column: 1 }, message, advice },
      ];
      const numbered = /^\d+-/.test(name);
      if (numbered && !names.includes('assignment.md')) {
        const texts = names.filter((each) => /\.(md|markdown)$/i.test(each));
        return finding(
          'this folder has no assignment.md: it is no part of the track',
          texts.length > 0 ? `it has ${texts.join(', ')}; rename one` : 'add one, or take the number off the folder',
        );
      }
      if (numbered || !names.includes('assignment.md')) return [];
      return finding(
        'this folder has no number: it is no part of the track',
        `call it 01-${name.slice(0, -1)}, or with another number`,
      );
    });
  },
};
