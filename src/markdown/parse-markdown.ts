import type { Token, Tokens } from 'marked';
import { inlineReferences } from './inline-references.ts';
import { numberedItems } from './numbered-items.ts';
import { lastParagraph, plainText } from './plain-text.ts';
import { createSlugger } from './slug.ts';
import { SourceLines } from './source-lines.ts';
import { normaliseLines, tokensOf } from './tokens.ts';
import type { CodeBlock, Heading, MarkdownDocument, Range, Reference } from './types.ts';

/** The text read last: loading asks for its title, then its steps, then its rules. */
let last: { of: string; document: MarkdownDocument } | undefined;

/** Reads a text into what can be run, followed and linked to, with exact positions. Never throws. */
export function parseMarkdown(text: string): MarkdownDocument {
  if (last?.of !== text) last = { of: text, document: readDocument(text) };
  return last.document;
}

function readDocument(text: string): MarkdownDocument {
  const normalised = normaliseLines(text);
  const source = new SourceLines(normalised);
  const tokens = tokensOf(normalised);
  const reader = new DocumentReader(source);
  reader.read(tokens, 1);
  return {
    text: normalised,
    code: reader.code,
    headings: reader.headings,
    numbered: numberedItems(tokens, source),
    references: reader.references,
  };
}

/** Walks the tokens; a token's line is its container's plus the line feeds before it, which the lexer keeps. */
class DocumentReader {
  readonly code: CodeBlock[] = [];
  readonly headings: Heading[] = [];
  readonly references: Reference[] = [];
  readonly #slugger = createSlugger();
  readonly #source: SourceLines;

  constructor(source: SourceLines) {
    this.#source = source;
  }

  read(tokens: readonly Token[], firstLine: number): void {
    let line = firstLine;
    tokens.forEach((token, index) => {
      this.#readToken(token, line, tokens, index);
      line += lineFeeds(token.raw);
    });
  }

  #readToken(token: Token, line: number, among: readonly Token[], index: number): void {
    if (token.type === 'code') this.code.push(this.#codeBlock(token as Tokens.Code, line, among, index));
    else if (token.type === 'list') this.#readItems(token as Tokens.List, line);
    else if (token.type === 'blockquote') this.read((token as Tokens.Blockquote).tokens, line);
    else {
      if (token.type === 'heading') this.headings.push(this.#heading(token as Tokens.Heading, line));
      this.references.push(...inlineReferences(token, this.#rangeOf(token, line), this.#source));
    }
  }

  #readItems(list: Tokens.List, firstLine: number): void {
    let line = firstLine;
    for (const item of list.items) {
      this.read(item.tokens, line);
      line += lineFeeds(item.raw);
    }
  }

  #codeBlock(token: Tokens.Code, line: number, among: readonly Token[], index: number): CodeBlock {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(token.raw)?.[1];
    const fenced = token.codeBlockStyle !== 'indented' && fence !== undefined;
    const textLine = fenced ? line + 1 : line;
    const lines = token.text === '' ? [] : token.text.split('\n');
    const originals = lines.map((lexed, row) => this.#source.original(textLine + row, lexed));
    const range = this.#rangeOf(token, line);
    return {
      info: (token.lang ?? '').trim(),
      text: originals.map((original) => original.text).join('\n'),
      range: fence && fenced ? this.#source.range(line, range.end.line, fence) : range,
      textStart: { line: textLine, column: originals[0]?.column ?? 1 },
      fenced,
      closed: !fenced || isClosed(token.raw, fence!),
      lead: lastParagraph(among, index),
    };
  }

  #heading(token: Tokens.Heading, line: number): Heading {
    const text = plainText(token.tokens).trim();
    return {
      level: token.depth,
      text,
      range: this.#rangeOf(token, line),
      setext: !/^ {0,3}#/.test(token.raw),
      slug: this.#slugger(text),
    };
  }

  #rangeOf(token: Token, line: number): Range {
    return this.#source.range(line, line + lineFeeds(token.raw.replace(/\n+$/, '')));
  }
}

function lineFeeds(text: string): number {
  return text.split('\n').length - 1;
}

function isClosed(raw: string, fence: string): boolean {
  const lines = raw.replace(/\n+$/, '').split('\n');
  const last = lines.at(-1)!.trim();
  return lines.length > 1 && last.length >= fence.length && [...last].every((character) => character === fence[0]);
}
