import type { Rule } from './rule.ts';

/** Problems met while reading the files; they are rules of their own so that authors find them in one list. */
const READING: readonly Omit<Rule, 'check'>[] = [
  {
    name: 'front-matter-invalid',
    severity: 'error',
    description: 'front matter that is no YAML mapping, is never closed, or is a program',
  },
  {
    name: 'yaml-invalid',
    severity: 'error',
    description: 'track.yml, config.yml or firedrill.yml that is no YAML mapping',
  },
  { name: 'missing-track-file', severity: 'warning', description: 'a folder of challenges without a track.yml' },
  { name: 'empty-track', severity: 'error', description: 'a track without any challenge, or an empty file' },
];

export const readingRules: readonly Rule[] = READING.map((rule) => ({
  ...rule,
  check: ({ source }) => source.problems.filter((problem) => problem.rule === rule.name),
}));
