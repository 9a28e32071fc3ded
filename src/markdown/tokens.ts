import { Marked, type Token, type Tokens } from 'marked';

/** Our own inline token: Instruqt's way to write attributes after a target, which CommonMark does not know. */
interface ButtonToken extends Tokens.Generic {
  type: 'button';
  raw: string;
  href: string;
  label: string;
}

/** Lengths are bounded: a hostile text must not make every bracket search to its end. */
const BUTTON =
  /^\[([^\]\n]{0,300})\]\(([^\s)]{0,300})((?:[ \t]+[\w-]{1,30}=(?:"[^"\n]{0,200}"|[^\s)"]{1,200})){1,12})[ \t]*\)/;
const LABEL = /\blabel="([^"\n]*)"/;
const FENCE_WITH_TRAILING_BLANKS = /^([ \t>]*(?:`{3,}|~{3,}))[ \t]+$/gm;

const marked = new Marked({
  gfm: true,
  extensions: [
    {
      name: 'button',
      level: 'inline',
      tokenizer(source): ButtonToken | undefined {
        const match = BUTTON.exec(source);
        if (!match) return undefined;
        return { type: 'button', raw: match[0], href: match[2]!, label: labelOf(match[1]!) };
      },
      renderer: (token) => token['label'],
    },
  ],
});

/** One line feed a line, whatever the editor wrote; a byte order mark is no text. */
export function normaliseLines(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .replace(/\r/g, ' ');
}

/**
 * The tokens of a text of {@link normaliseLines}. Line k of the tokens is line k of the text.
 * Quotes and lists nested deeper than anybody reads come out as one plain paragraph.
 */
export function tokensOf(text: string): Token[] {
  try {
    // CommonMark allows tabs after a closing fence, marked 18 only spaces.
    const tokens = marked.lexer(text.replace(FENCE_WITH_TRAILING_BLANKS, '$1'));
    return isTooDeep(tokens, DEEPEST) ? plainTokens(text) : tokens;
  } catch (error) {
    if (error instanceof RangeError) return plainTokens(text);
    throw error;
  }
}

const DEEPEST = 60;

function isTooDeep(tokens: readonly Token[], levels: number): boolean {
  return levels === 0 || tokens.some((token) => childrenOf(token).some((inner) => isTooDeep(inner, levels - 1)));
}

function childrenOf(token: Token): Token[][] {
  if (token.type === 'list') return (token as Tokens.List).items.map((item) => item.tokens);
  return 'tokens' in token && token.tokens ? [token.tokens] : [];
}

function plainTokens(text: string): Token[] {
  return [{ type: 'paragraph', raw: text, text, tokens: [{ type: 'text', raw: text, text, escaped: false }] }];
}

/** `button label="Start" color="red"` -> `Start`; any other link text as it is. */
export function labelOf(text: string): string {
  return LABEL.exec(text)?.[1] ?? text;
}

export function isButton(token: Token): token is ButtonToken {
  return token.type === 'button';
}

/** Whether a link's text carries Instruqt's button attributes. */
export function isButtonText(text: string): boolean {
  return /^button\b/.test(text) && LABEL.test(text);
}
