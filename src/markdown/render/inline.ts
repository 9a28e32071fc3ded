import { Marked, type Token, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { decodeEntities } from '../decode-entities.ts';
import { plainText } from '../plain-text.ts';
import { isButtonText, labelOf } from '../tokens.ts';
import { imageText, inlineTag } from './html.ts';
import { printable } from './printable.ts';
import type { Styles } from './styles.ts';

/** Inline tokens to styled text; hard breaks are line feeds, everything else is on one line. */
export type InlineRenderer = (tokens: readonly Token[] | undefined) => string;

/**
 * marked-terminal styles the inline tokens; text, code, links, pictures and HTML are ours, because it
 * prints pictures and HTML as written, and turns `:cat:` into a picture.
 */
export function createInlineRenderer(styles: Styles): InlineRenderer {
  let openLinks: string[] = [];
  const marked = new Marked(
    // Types of marked-terminal 6 for version 7: the extension is one of marked's.
    markedTerminal({ strong: styles.strong, em: styles.em, del: styles.del, emoji: false, unescape: false }) as object,
    {
      renderer: {
        text: (token) => printable(decodeEntities(token.text)).replace(/\s*\n\s*/g, ' '),
        codespan: (token) => styles.code(printable(token.text).replace(/\n/g, ' ')),
        br: () => '\n',
        image: (token) => imageText(token.text, token.href),
        html: (token) => inlineTag(token.text, styles, openLinks),
        link(token) {
          return linkText(token, this.parser.parseInline(token.tokens), styles);
        },
        checkbox: () => '',
      },
      extensions: [
        {
          name: 'button',
          renderer: (token) => buttonText(token['label'] as string, token['href'] as string, styles),
        },
      ],
    },
  );
  const parser = new marked.Parser(marked.defaults);
  return (tokens) => {
    openLinks = [];
    return parser.parseInline([...(tokens ?? [])]);
  };
}

/** The words, then the target once; nothing twice where the words are the target. */
function linkText(token: Tokens.Link, text: string, styles: Styles): string {
  const words = plainText(token.tokens);
  if (isButtonText(words)) return buttonText(labelOf(words), token.href, styles);
  const target = printable(token.href);
  const isShown =
    isPlaceInLab(target) ||
    target === '' ||
    target === words ||
    target === `mailto:${words}` ||
    target === `http://${words}`;
  return isShown ? styles.link(text) : `${text} ${styles.link(`(${target})`)}`;
}

/** A tab or a section: the words say where it leads, `tab-1` would say nothing. */
function isPlaceInLab(target: string): boolean {
  return /^(#|tab-\d+|section-)/.test(target);
}

function buttonText(label: string, href: string, styles: Styles): string {
  const button = styles.strong(`[${printable(label).replace(/\n/g, ' ')}]`);
  const target = printable(href);
  return target === '' || isPlaceInLab(target) ? button : `${button} ${styles.link(`(${target})`)}`;
}
