import type { Rule } from './rule.ts';

export const duplicateSlug: Rule = {
  name: 'duplicate-slug',
  severity: 'error',
  description: 'two challenges of a track with one slug',
  check({ challenges }) {
    return challenges.flatMap(({ challenge, source, file }, index) => {
      const first = challenges.slice(0, index).find((earlier) => earlier.challenge.slug === challenge.slug);
      if (!first) return [];
      const message = `the slug ${challenge.slug} is already that of ${first.file}`;
      return [{ file, position: source.at(['slug']), message, advice: 'give each challenge a slug of its own' }];
    });
  },
};
