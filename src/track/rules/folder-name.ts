import { textOf } from '../fields.ts';
import { nameOf } from '../paths.ts';
import type { Rule } from './rule.ts';

/** `02-dns` must hold the challenge `dns`, and be the second. */
export const folderName: Rule = {
  name: 'folder-name-and-slug',
  severity: 'warning',
  description: "a challenge's folder is its place (two digits) and its slug",
  check({ source, challenges }) {
    if (source.layout !== 'instruqt') return [];
    return challenges.flatMap(({ source: { folder, fields, at }, file }, index) => {
      const match = /^(\d+)-(.+)$/.exec(folder ? nameOf(folder) : '');
      const slug = textOf(fields['slug']);
      if (!match || slug === '') return [];
      const wanted = `${String(index + 1).padStart(2, '0')}-${slug}`;
      if (match[0] === wanted) return [];
      const message = `the folder is called ${match[0]}, its place and slug make ${wanted}`;
      return [{ file, position: at(['slug']), message, advice: 'rename the folder or change the slug' }];
    });
  },
};
