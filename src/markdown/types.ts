/** 1-based line and column of a source file, as editors count. */
export interface Position {
  line: number;
  column: number;
}

/** Lines `start.line`..`end.line` inclusive. */
export interface Range {
  start: Position;
  end: Position;
}

/** A fenced or indented code block as written. */
export interface CodeBlock {
  /** The info string after the fence, as written; empty for none. */
  info: string;
  /** The code, without fence and without the list's indentation, no final newline. */
  text: string;
  /** Of the whole block with its fences. */
  range: Range;
  /** Of its first line of code. */
  textStart: Position;
  fenced: boolean;
  /** False for a fence that nothing closes: it swallows the rest of its item, quote or text. */
  closed: boolean;
  /** The text of the paragraph just before it, for "the output should look like this". */
  lead: string;
}

export interface Heading {
  level: number;
  /** Plain text. */
  text: string;
  range: Range;
  /** `Title` above `===` or `---` instead of `# Title`. */
  setext: boolean;
  /** GitHub-style anchor. */
  slug: string;
}

/** A top-level item of a numbered list. */
export interface NumberedItem {
  number: number;
  /** Plain text of its first paragraph. */
  text: string;
  range: Range;
}

export interface Reference {
  /** A button is a link written `[button label="..."](target)` or with attributes after its target. */
  kind: 'image' | 'link' | 'button';
  target: string;
  text: string;
  range: Range;
}

/** What firedrill needs to know about a text, in source order. */
export interface MarkdownDocument {
  text: string;
  code: readonly CodeBlock[];
  headings: readonly Heading[];
  /** Items of the first top-level numbered list that holds code, in order. */
  numbered: readonly NumberedItem[];
  references: readonly Reference[];
}

export interface RenderOptions {
  /** Cells. */
  width: number;
  /** False: no escape sequences at all. */
  color: boolean;
  /** Foreground colours as parameters of an SGR sequence (`36`, `38;5;80`); the terminal's own cyan and yellow otherwise. */
  palette?: { accent: string; quiet: string; code: string };
  /** Called for each code block in order: the label of its gutter (`[3] bash`), or undefined for plain output. */
  label?(block: CodeBlock, index: number): string | undefined;
  /** Called for each code block in order: whether its lines are numbered. */
  numbered?(block: CodeBlock, index: number): boolean;
  /** Called for each picture: lines of at most `width` cells to show below its words. */
  picture?(target: string, width: number): readonly string[];
}

/** Text ready to show: no line is wider than asked for. */
export interface RenderedDocument {
  lines: readonly string[];
  /** Of each code block: its place among the text's code blocks, its lines `from`..`to` (0-based, `to` exclusive), label included. */
  blocks: readonly { index: number; from: number; to: number }[];
  /** `line`: 0-based, the first line that shows it. */
  references: readonly (Reference & { line: number })[];
  /** `line`: 0-based, where each heading stands. */
  headings: readonly { slug: string; line: number }[];
}
