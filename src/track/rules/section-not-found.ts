import type { Rule } from './rule.ts';

export const sectionNotFound: Rule = {
  name: 'section-not-found',
  severity: 'warning',
  description: 'a link or button to section-SLUG where no heading or challenge has that slug',
  check({ challenges }) {
    const slugs = new Set(challenges.map(({ challenge }) => challenge.slug));
    return challenges.flatMap(({ document, toFile, file }) =>
      document.references.flatMap(({ target, range }) => {
        const match = /^section-(-?)(.+)$/.exec(target);
        if (!match) return [];
        const [, other, slug] = match;
        if (other ? slugs.has(slug!) : document.headings.some((heading) => heading.slug === slug)) return [];
        const message = `${target} leads nowhere: no ${other ? 'challenge' : 'heading of this challenge'} has the slug ${slug}`;
        return [{ file, position: toFile(range.start), message }];
      }),
    );
  },
};
