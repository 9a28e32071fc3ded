import { translationProblem } from '../load/in-language.ts';
import { folderOf, joinPath, nameOf, shownPath } from '../paths.ts';
import type { Rule } from './rule.ts';

/** Where a translation cannot be used the English text is shown, and nobody is told. */
export const translationUnused: Rule = {
  name: 'translation-unused',
  severity: 'warning',
  description: 'a text in another language (assignment.de.md) that is not shown: it cannot be read or has other blocks',
  check({ tree, challenges }) {
    return challenges.flatMap(({ source }) => {
      const stem = nameOf(source.file).replace(/\.md$/i, '');
      const isTranslation = (name: string) =>
        name.startsWith(`${stem}.`) && /^\.[a-z]{2}\.md$/.test(name.slice(stem.length));
      const names = (tree.list(folderOf(source.file)) ?? []).filter(isTranslation);
      return names.flatMap((name) => {
        const file = joinPath(folderOf(source.file), name)!;
        const problem = translationProblem(source, tree.read(file) ?? '');
        if (!problem) return [];
        const { position = { line: 1, column: 1 }, message } = problem;
        return [{ file: shownPath(tree, file), position, message: `this text is not shown: ${message}` }];
      });
    });
  },
};
