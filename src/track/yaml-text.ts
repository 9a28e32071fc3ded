import {
  type Document,
  isCollection,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  type Scalar,
  type Tags,
  visit,
} from 'yaml';
import type { Position } from '../markdown/index.ts';
import { scalarPositions } from './scalar-positions.ts';

/** Enough for any manifest people write; far too few to blow up memory. */
const MAX_ALIASES = 100;

interface YamlProblem {
  position: Position;
  message: string;
}

/** One YAML document: its value, what is wrong with it, and where each key stands. */
export interface YamlText {
  value: unknown;
  problems: readonly YamlProblem[];
  /** Of the key (or the list entry) at this path, or of its nearest parent that exists. */
  at(path: readonly (string | number)[]): Position;
  /** Where a place in the text at this path stands, given by its line and column there (both from 1). */
  inText(path: readonly (string | number)[], place: Position): Position;
  /** Where the text of a literal block scalar (`|`) begins, and how far it is indented. */
  blockTextAt(path: readonly (string | number)[]): { line: number; indent: number } | undefined;
}

const OPTIONS = {
  version: '1.1',
  prettyErrors: true,
  // As Kubernetes' own reader: times stay text, `1:30` is no number in base 60.
  customTags: (tags: Tags) => tags.filter((tag) => typeof tag === 'string' || !isTimeTag(tag)),
} as const;

/** Keys of a track's files below which everything is text, whatever it looks like: `No`, `3.10`, `0x1f`. */
const TEXTS = new Set(
  'slug title teaser description contents answers tags level url path cmd hostname environment variables calicoRelease'.split(
    ' ',
  ),
);

/** Reads one YAML 1.1 document of a track. Never throws; `firstLine` is the line its text starts on. */
export function readYaml(text: string, firstLine = 1): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...OPTIONS, lineCounter: lines });
  visit(document, {
    Pair: (_, { key, value }) => void (isScalar(key) && TEXTS.has(String(key.value)) && asTexts(value)),
  });
  return yamlText(document, text, lines, firstLine);
}

/** As Instruqt reads a field that is a text: what stands there. */
function asTexts(node: unknown): void {
  if (isScalar(node)) takeSource(node);
  else if (isCollection(node)) visit(node, { Scalar: (key, scalar) => void (key !== 'key' && takeSource(scalar)) });
}

function takeSource(scalar: Scalar): void {
  if (scalar.value !== null && scalar.source !== undefined) scalar.value = scalar.source;
}

/** Reads a text of several documents (`---`); empty ones are left out. */
export function readYamlDocuments(text: string, firstLine = 1): YamlText[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { ...OPTIONS, lineCounter: lines });
  if ('empty' in documents) return [];
  return documents
    .map((document) => yamlText(document, text, lines, firstLine))
    .filter(({ value, problems }) => problems.length > 0 || (value !== null && value !== undefined));
}

function isTimeTag(tag: { tag: string; format?: string }): boolean {
  return tag.format === 'TIME' || tag.tag === 'tag:yaml.org,2002:timestamp';
}

function yamlText(document: Document, text: string, lines: LineCounter, firstLine: number): YamlText {
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const problems: YamlProblem[] = document.errors.map(({ pos, message }) => ({
    position: place(pos[0]),
    message: firstSentence(message),
  }));
  return {
    value: problems.length > 0 ? undefined : toValue(document, problems, firstLine),
    problems,
    at: (path) => place(offsetOf(document, path)),
    inText: (path, inner) => inScalar(document, path, inner, text, place),
    blockTextAt: (path) => blockText(document, path, text, place),
  };
}

function toValue(document: Document, problems: YamlProblem[], firstLine: number): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    problems.push({ position: { line: firstLine, column: 1 }, message: (error as Error).message });
    return undefined;
  }
}

function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const start = entryStart(parent, path[length - 1]!);
    if (start !== undefined) return start;
  }
  return document.contents?.range?.[0] ?? 0;
}

function entryStart(parent: unknown, key: string | number): number | undefined {
  if (!isNode(parent) || !('items' in parent)) return undefined;
  if (typeof key === 'number') return (parent.items[key] as Node | undefined)?.range?.[0];
  for (const pair of parent.items as { key?: Node & { value?: unknown } }[]) {
    if (pair.key?.value === key) return pair.key.range?.[0];
  }
  return undefined;
}

function blockText(
  document: Document,
  path: readonly (string | number)[],
  text: string,
  place: (offset: number) => Position,
): { line: number; indent: number } | undefined {
  const node = document.getIn(path, true);
  if (!isNode(node) || !('type' in node) || node.type !== 'BLOCK_LITERAL' || !node.range) return undefined;
  const lines = text.slice(node.range[0], node.range[1]).split('\n').slice(1);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  return { line: place(node.range[0]).line + 1, indent: Math.min(...indents, 200) % 200 };
}

/** A place within a text, however the text is written; columns count characters, as in the query language. */
function inScalar(
  document: Document,
  path: readonly (string | number)[],
  { line, column }: Position,
  text: string,
  place: (offset: number) => Position,
): Position {
  const node = document.getIn(path, true);
  if (!isScalar(node) || !node.range) return place(offsetOf(document, path));
  const lines = String(node.value).split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const inLine = Array.from(lines[line - 1] ?? '')
    .slice(0, column - 1)
    .join('').length;
  const places = scalarPositions(node, text.slice(node.range[0]));
  return place(node.range[0] + places[Math.min(before + inLine, places.length - 1)]!);
}

function firstSentence(message: string): string {
  return message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
}
