import matter from 'gray-matter';
import type { Position } from '../markdown/index.ts';
import { isFields } from './fields.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

/** A text split into its YAML head and what follows it. */
interface FrontMatter {
  /** Undefined: the text has none. */
  yaml?: YamlText;
  body: string;
  /** Line of the text on which the body starts. */
  bodyLine: number;
  problems: readonly { position: Position; message: string; advice?: string }[];
}

const START: Position = { line: 1, column: 1 };
const LANGUAGES = ['', 'yaml', 'yml', 'json'];

/** gray-matter only splits here; the head is read by our own bounded YAML reader (JSON is YAML). */
const unread = { parse: () => ({}), stringify: () => '' };

/** gray-matter runs front matter marked as JavaScript. A track file is untrusted: nothing in it is ever run. */
const refused = {
  parse: (): never => {
    throw new Error('front matter is never run as a program');
  },
  stringify: () => '',
};

const ENGINES = { yaml: unread, json: unread, javascript: refused, js: refused, coffee: refused };

/** Splits front matter off a text. Never throws. */
export function readFrontMatter(written: string): FrontMatter {
  const text = written.replace(/\r\n?/g, '\n');
  const opening = /^\uFEFF?---(?!-)([^\n]*)/.exec(text);
  if (!opening) return { body: text, bodyLine: 1, problems: [] };
  const language = opening[1]!.trim().toLowerCase();
  if (!LANGUAGES.includes(language)) return invalid(`front matter in "${language}" is not read`, 'write YAML');
  if (!/\n---/.test(text)) return invalid('front matter is never closed', 'end it with a line of ---');
  return split(text);
}

function split(text: string): FrontMatter {
  let file: ReturnType<typeof matter>;
  try {
    file = matter(text, { engines: ENGINES });
  } catch (error) {
    return invalid((error as Error).message, 'write YAML');
  }
  const yaml = readYaml(file.matter);
  const problems = yaml.problems.length > 0 ? yaml.problems : shapeProblems(yaml);
  const bodyLine = text.slice(0, text.length - file.content.length).split('\n').length;
  return { yaml, body: file.content, bodyLine, problems };
}

function shapeProblems(yaml: YamlText): FrontMatter['problems'] {
  if (yaml.value === null || yaml.value === undefined || isFields(yaml.value)) return [];
  return [{ position: yaml.at([]), message: 'front matter is not a list of key: value lines' }];
}

function invalid(message: string, advice: string): FrontMatter {
  return { body: '', bodyLine: 1, problems: [{ position: START, message, advice }] };
}
