import { expect, test } from 'vitest';
import { memoryTree } from '../../../test/support/file-trees.ts';
import { loadTrack } from './load-track.ts';

const ENGLISH =
  '---\nslug: gate\ntitle: The gate\nteaser: Watch it\ntimelimit: 60\n---\n# Gate\n\nRun it.\n\n```bash\nls\n```\n';
const GERMAN = '---\ntitle: Das Tor\n---\n# Tor\n\nFühre es aus.\n\n```bash\nls\n```\n';

const load = (german: string | undefined, language: string) =>
  loadTrack(
    memoryTree({
      'track.yml': 'slug: t\ntitle: T\n',
      '01-gate/assignment.md': ENGLISH,
      ...(german === undefined ? {} : { '01-gate/assignment.de.md': german }),
    }),
    '',
    { language },
  ).challenges[0]!;

test('a text in the language asked for takes the place of the English one; what it leaves out stays', () => {
  expect(load(GERMAN, 'de')).toMatchObject({
    slug: 'gate',
    title: 'Das Tor',
    teaser: 'Watch it',
    timelimit: 60,
    file: '01-gate/assignment.de.md',
    body: expect.stringContaining('Führe es aus.'),
  });
  expect(load(GERMAN, 'de').steps[0]!.blocks[0]).toMatchObject({ number: 1, position: { line: 9 } });
});

test.each([
  ['another language is asked for', GERMAN, 'fr'],
  ['English is asked for', GERMAN, 'en'],
  ['there is none', undefined, 'de'],
  ['its front matter cannot be read', '---\ntitle: [\n---\n```bash\nls\n```\n', 'de'],
  ['it has other blocks: checks count them', `${GERMAN}\n\`\`\`bash\npwd\n\`\`\`\n`, 'de'],
])('it is English when %s', (_, german, language) => {
  expect(load(german, language)).toMatchObject({ title: 'The gate', file: '01-gate/assignment.md' });
});
