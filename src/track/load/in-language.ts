import { parseMarkdown } from '../../markdown/index.ts';
import { fieldsOf } from '../fields.ts';
import { readFrontMatter } from '../front-matter.ts';
import type { ChallengeSource, TrackSource } from './track-source.ts';

/**
 * The track with the texts of another language where it has them: `assignment.de.md` beside `assignment.md`. What such a
 * file's front matter leaves out comes from the English one, and so does the whole challenge where the file is missing,
 * cannot be read, or has other code blocks: checks and progress count them.
 */
export function inLanguage(source: TrackSource, language: string | undefined): TrackSource {
  if (!language || language === 'en') return source;
  return { ...source, challenges: source.challenges.map((challenge) => translated(source, challenge, language)) };
}

function translated({ tree }: TrackSource, english: ChallengeSource, language: string): ChallengeSource {
  const file = english.file.replace(/\.md$/i, `.${language}.md`);
  const text = file === english.file ? undefined : tree.read(file);
  if (text === undefined) return english;
  const { yaml, body, bodyLine, problems } = readFrontMatter(text);
  if (problems.length > 0 || blocksOf(body) !== blocksOf(english.body)) return english;
  const own = fieldsOf(yaml?.value);
  return {
    ...english,
    file,
    fields: { ...english.fields, ...own, slug: english.fields['slug'] },
    body,
    bodyLine,
    bodyIndent: 0,
  };
}

function blocksOf(body: string): number {
  return parseMarkdown(body).code.length;
}
