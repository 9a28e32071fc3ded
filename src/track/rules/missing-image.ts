import { textOf } from '../fields.ts';
import { textFolder } from '../load/read-challenge.ts';
import { exists } from '../paths.ts';
import { referencePath } from '../reference-path.ts';
import type { FileTree } from '../types.ts';
import type { Finding, Rule } from './rule.ts';

/** A single file often travels without its pictures, so there it only warns. */
export const missingImage: Rule = {
  name: 'missing-image',
  severity: 'error',
  description: 'a picture that is not in the track (a warning for a single file)',
  check({ tree, source, challenges }) {
    const severity = source.layout === 'instruqt' ? 'error' : 'warning';
    return challenges.flatMap(({ document, source: challenge, toFile, file }): Finding[] => {
      const folder = textFolder(challenge);
      const inText = document.references
        .filter(({ kind }) => kind === 'image')
        .map(({ target, range }) => ({ target, position: toFile(range.start) }));
      const inNotes = (Array.isArray(challenge.fields['notes']) ? challenge.fields['notes'] : []).flatMap(
        (note, index) =>
          note?.type === 'image' ? [{ target: textOf(note.url), position: challenge.at(['notes', index, 'url']) }] : [],
      );
      return [...inText, ...inNotes]
        .filter(({ target }) => !isThere(tree, folder, target))
        .map(({ target, position }) => ({
          file,
          position,
          severity,
          message: target === '' ? 'this picture has no address' : `there is no picture ${target}`,
          advice: 'put the file there, or correct the path (it counts from the text)',
        }));
    });
  },
};

function isThere(tree: FileTree, folder: string, target: string): boolean {
  if (/^(?:https?:|data:|\/\/)/i.test(target)) return true;
  const path = referencePath(folder, target);
  return path !== undefined && exists(tree, path);
}
