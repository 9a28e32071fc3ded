import { Marked, type Token, type Tokens, type TokensList } from 'marked';

/** Our own inline token: Instruqt's way to write attributes after a target, which CommonMark does not know. */
interface ButtonToken extends Tokens.Generic {
  type: 'button';
  raw: string;
  href: string;
  label: string;
}

const BUTTON = /^\[([^\]\n]*)\]\(([^\s)]*)((?:[ \t]+[\w-]+=(?:"[^"\n]*"|[^\s)"]+))+)[ \t]*\)/;
const LABEL = /\blabel="([^"\n]*)"/;
const FENCE_WITH_TRAILING_BLANKS = /^([ \t>]*(?:`{3,}|~{3,}))[ \t]+$/gm;

const marked = new Marked({
  gfm: true,
  extensions: [
    {
      name: 'button',
      level: 'inline',
      start: (source) => source.match(/\[[^\]\n]*\]\([^\s)]*[ \t]+[\w-]+=/)?.index,
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

/** The tokens of a text of {@link normaliseLines}. Line k of the tokens is line k of the text. */
export function tokensOf(text: string): TokensList {
  // CommonMark allows tabs after a closing fence, marked 18 only spaces.
  return marked.lexer(text.replace(FENCE_WITH_TRAILING_BLANKS, '$1'));
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
