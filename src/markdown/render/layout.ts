import type { Token, Tokens } from 'marked';
import { countReferences } from '../inline-references.ts';
import type { MarkdownDocument, RenderedDocument, RenderOptions } from '../types.ts';
import { widthOf } from './cells.ts';
import { htmlPieces } from './html.ts';
import { createInlineRenderer, type InlineRenderer } from './inline.ts';
import { expandTabs, printable } from './printable.ts';
import { type Styles, stylesFor } from './styles.ts';
import { tableLines } from './table.ts';
import { cutCode, wrapText } from './wrap.ts';

/** Nested text never gets narrower than this, however deep it stands. */
const NARROWEST = 12;
/** Cells of the gutter beside code, where its lines are not numbered. */
const GUTTER = 4;
const ADMONITION = /^\[!(\w+)\][ \t]*(?:\n|$)/;

/** Lays out a document's tokens, one block after the other, into lines no wider than asked for. */
export class Layout {
  readonly #document: MarkdownDocument;
  readonly #options: RenderOptions;
  readonly #styles: Styles;
  readonly #inline: InlineRenderer;
  readonly #lines: string[] = [];
  readonly #blocks: { index: number; from: number; to: number }[] = [];
  readonly #references: RenderedDocument['references'][number][] = [];
  /** What stands before each line of the current container. */
  #prefix = '';
  /** What stands before the next line only: a bullet or a number. */
  #marker: string | undefined;
  readonly #headings: RenderedDocument['headings'][number][] = [];
  #codeIndex = 0;
  #gap: string | undefined;

  constructor(document: MarkdownDocument, options: RenderOptions) {
    this.#document = document;
    this.#options = options;
    this.#styles = stylesFor(options);
    this.#inline = createInlineRenderer(this.#styles);
  }

  render(tokens: readonly Token[]): RenderedDocument {
    this.#blocksOf(tokens, false);
    return {
      lines: this.#lines,
      blocks: this.#blocks,
      references: this.#references,
      headings: this.#headings,
    };
  }

  #blocksOf(tokens: readonly Token[], tight: boolean): void {
    let first = true;
    for (const token of tokens) {
      if (token.type === 'space' || token.type === 'def' || token.type === 'checkbox') continue;
      if (!first && !(tight && token.type !== 'code')) this.#separate();
      const from = this.#lines.length;
      this.#block(token);
      if (this.#lines.length > from) first = false;
      this.#placeReferences(token, from);
    }
  }

  #block(token: Token): void {
    if (token.type === 'code') this.#code(token as Tokens.Code);
    else if (token.type === 'list') this.#list(token as Tokens.List);
    else if (token.type === 'blockquote') this.#quote(token as Tokens.Blockquote);
    else if (token.type === 'heading') this.#heading(token as Tokens.Heading);
    else if (token.type === 'hr') this.#push([this.#styles.quiet('─'.repeat(this.#width))]);
    else if (token.type === 'html') this.#html(token.raw);
    else if (token.type === 'table') this.#table(token as Tokens.Table);
    else this.#push(wrapText(this.#inline((token as Tokens.Paragraph).tokens ?? [token]), this.#width));
  }

  #table(token: Tokens.Table): void {
    this.#push(tableLines(token, this.#width, this.#inline, this.#styles));
  }

  #heading({ depth, tokens }: Tokens.Heading): void {
    this.#closeGap();
    const slug = this.#document.headings[this.#headings.length]?.slug ?? '';
    this.#headings.push({ slug, line: this.#lines.length });
    const prefix = this.#styles.headingPrefix(depth);
    const lines = wrapText(this.#styles.heading(this.#inline(tokens), depth), this.#width - prefix.length);
    this.#push(lines.map((line, index) => (index === 0 ? prefix : ' '.repeat(prefix.length)) + line));
  }

  #code(token: Tokens.Code): void {
    const index = this.#codeIndex++;
    const block = this.#document.code[index];
    const label = block && this.#options.label?.(block, index);
    this.#closeGap();
    const from = this.#lines.length;
    if (label) this.#push(wrapText(this.#styles.strong(printable(label)), this.#width));
    const numbered = block !== undefined && this.#options.numbered?.(block, index) === true;
    this.#preformatted(block?.text ?? token.text, numbered);
    this.#blocks.push({ index, from, to: this.#lines.length });
  }

  /** Code as it is; what does not fit goes on in the next row behind a mark. */
  #preformatted(text: string, numbered = false): void {
    const lines = text.split('\n');
    const gutter = numbered ? Math.max(GUTTER, String(lines.length).length + 1) : GUTTER;
    const { code, quiet } = this.#styles;
    lines.forEach((line, at) => {
      const first = numbered ? quiet(`${at + 1} `.padStart(gutter)) : ' '.repeat(gutter);
      const pieces = cutCode(expandTabs(printable(line)), this.#width - gutter);
      this.#push(pieces.map((piece, index) => (index === 0 ? first : quiet('↩ '.padStart(gutter))) + code(piece)));
    });
  }

  #list(list: Tokens.List): void {
    const last = Number(list.start) + list.items.length - 1;
    const numberWidth = String(last).length;
    list.items.forEach((item, index) => {
      if (index > 0 && list.loose) this.#separate();
      const number = String(Number(list.start) + index).padStart(numberWidth);
      const bullet = list.ordered ? `${number}. ` : '• ';
      const box = item.task ? (item.checked ? '[x] ' : '[ ] ') : '';
      const marker = bullet + box;
      this.#within(marker, ' '.repeat(marker.length), () => this.#blocksOf(item.tokens, !item.loose));
    });
  }

  #quote({ tokens }: Tokens.Blockquote): void {
    const bar = this.#styles.quiet('│ ');
    const first = tokens[0];
    const kind = first?.type === 'paragraph' ? ADMONITION.exec((first as Tokens.Paragraph).text)?.[1] : undefined;
    this.#within(bar, bar, () => {
      if (kind) this.#admonition(kind, tokens);
      else this.#blocksOf(tokens, false);
    });
  }

  /** GitHub's `> [!NOTE]` becomes a titled quote. */
  #admonition(kind: string, tokens: readonly Token[]): void {
    const [paragraph, ...rest] = tokens as [Tokens.Paragraph, ...Token[]];
    this.#push([this.#styles.strong(kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase())]);
    const from = this.#lines.length;
    const text = this.#inline(paragraph.tokens).replace(/^\[!\w+\]\s*/, '');
    if (text.trim() !== '') this.#push(wrapText(text, this.#width));
    this.#placeReferences(paragraph, from);
    if (rest.length > 0) this.#separate();
    this.#blocksOf(rest, false);
  }

  #html(raw: string): void {
    htmlPieces(raw, this.#styles).forEach(({ kind, text }, index) => {
      if (index > 0) this.#separate();
      if (kind === 'preformatted') this.#preformatted(text);
      else this.#push(wrapText(text, this.#width));
    });
  }

  get #width(): number {
    return Math.max(this.#options.width - visibleWidth(this.#prefix), 1);
  }

  /** Runs with a longer prefix, as long as there is room for it. */
  #within(marker: string, prefix: string, body: () => void): void {
    const [outerPrefix, outerMarker] = [this.#prefix, this.#marker];
    const fits = this.#options.width - visibleWidth(outerPrefix) - visibleWidth(marker) >= NARROWEST;
    const own = (outerMarker ?? outerPrefix) + (fits ? marker : '');
    this.#prefix = outerPrefix + (fits ? prefix : '');
    this.#marker = own;
    // An item without any text still shows its number.
    const before = this.#lines.length;
    body();
    if (this.#lines.length === before) this.#push(['']);
    this.#prefix = outerPrefix;
    this.#marker = this.#lines.length > before ? undefined : outerMarker;
  }

  #push(lines: readonly string[]): void {
    for (const line of lines) {
      this.#closeGap();
      this.#lines.push(((this.#marker ?? this.#prefix) + line).trimEnd());
      this.#marker = undefined;
    }
  }

  /** A blank line before whatever is shown next; what shows nothing leaves no gap. */
  #separate(): void {
    if (this.#marker === undefined) this.#gap ??= this.#prefix.trimEnd();
  }

  #closeGap(): void {
    if (this.#gap !== undefined) this.#lines.push(this.#gap);
    this.#gap = undefined;
  }

  #placeReferences(token: Token, from: number): void {
    if (token.type === 'list' || token.type === 'blockquote' || token.type === 'code') return;
    for (let left = countReferences(token); left > 0; left -= 1) {
      const reference = this.#document.references[this.#references.length];
      if (!reference) return;
      this.#references.push({ ...reference, line: this.#lineOf(reference.text, from) });
      // A cell of a table is no place for a picture.
      if (reference.kind === 'image' && token.type !== 'table') this.#picture(reference.target);
    }
  }

  #picture(target: string): void {
    this.#push(this.#options.picture?.(target, this.#width) ?? []);
  }

  #lineOf(text: string, from: number): number {
    const word = text.trim().split(/\s+/)[0] ?? '';
    const found = word === '' ? -1 : this.#lines.slice(from).findIndex((line) => line.includes(word));
    return found < 0 ? Math.min(from, Math.max(this.#lines.length - 1, 0)) : from + found;
  }
}

function visibleWidth(styled: string): number {
  return widthOf(styled.replace(/\u001B\[[\d;]*m/g, ''));
}
