import { type Position, parseMarkdown } from '../../markdown/index.ts';
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
  if (translationProblem(english, text)) return english;
  const { yaml, body, bodyLine } = readFrontMatter(text);
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

/** Why a text in another language cannot stand in for the English one. */
export function translationProblem(
  english: Pick<ChallengeSource, 'body'>,
  text: string,
): { position?: Position; message: string } | undefined {
  const { body, problems } = readFrontMatter(text);
  if (problems[0]) return problems[0];
  const [own, wanted] = [blocksOf(body), blocksOf(english.body)];
  return own === wanted ? undefined : { message: `it has ${own} code blocks, the English one has ${wanted}` };
}

function blocksOf(body: string): number {
  return parseMarkdown(body).code.length;
}
