import { decodeEntities } from '../decode-entities.ts';
import { attribute } from '../inline-references.ts';
import { printable } from './printable.ts';
import type { Styles } from './styles.ts';

/** A piece of an HTML block: running text, or lines to be kept as they are. */
interface HtmlPiece {
  kind: 'text' | 'preformatted';
  text: string;
}

const ELEMENTS = new Set(
  (
    'a abbr address article aside audio b blockquote body br button caption center cite code col colgroup dd del details ' +
    'div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd ' +
    'label li link main mark meta nav ol option p picture pre q s samp script section select small source span strike ' +
    'strong style sub summary sup svg path table tbody td textarea tfoot th thead title tr tt u ul var video wbr'
  ).split(' '),
);
const BREAKING = /^(?:p|div|section|ul|ol|table|tr|figure|center|h[1-6]|details|blockquote|article|header|footer)$/;
const HIDDEN = /<!--[\s\S]*?(?:-->|$)|<(style|script|head)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** An unclosed tag must not search to the end of the text from every `<`. */
const TAG = /<(\/?)([a-zA-Z][\w-]{0,40})((?:"[^"<]{0,2000}"|'[^'<]{0,2000}'|[^'"<>]){0,2000})>/g;

/** One inline tag: what stands in its place. A name that is no element (`<pod-name>`) is the author's text. */
export function inlineTag(raw: string, styles: Styles, openLinks: string[]): string {
  const match = new RegExp(TAG.source).exec(raw);
  if (!match) return raw.startsWith('<!--') ? '' : printable(raw);
  return replaceTag(match[0], match[1] === '/', match[2]!.toLowerCase(), styles, openLinks);
}

/** An HTML block as text and preformatted pieces, in order. */
export function htmlPieces(raw: string, styles: Styles): HtmlPiece[] {
  const visible = raw.replace(HIDDEN, '');
  return visible.split(/(<pre\b[^>]*>[\s\S]*?(?:<\/pre\s*>|$))/i).flatMap((part): HtmlPiece[] => {
    const preformatted = /^<pre\b[^>]*>([\s\S]*?)(?:<\/pre\s*>|$)/i.exec(part)?.[1];
    if (preformatted !== undefined) {
      const text = decoded(preformatted.replace(TAG, dropElement)).replace(/^\n|\s+$/g, '');
      return text === '' ? [] : [{ kind: 'preformatted', text }];
    }
    return paragraphs(part, styles).map((text) => ({ kind: 'text', text }));
  });
}

/** `[image: alt]`; a picture without words shows its file's name. */
export function imageText(alt: string, target: string): string {
  const name = target.split(/[?#]/)[0]!.split('/').at(-1) ?? '';
  return `[image: ${printable(decodeEntities(alt)).trim() || printable(name) || 'picture'}]`;
}

function paragraphs(part: string, styles: Styles): string[] {
  const openLinks: string[] = [];
  const text = part
    .split(/(<\/?[a-zA-Z](?:"[^"<]{0,2000}"|'[^'<]{0,2000}'|[^'"<>]){0,2000}>)/)
    .map((piece) => blockPiece(piece, styles, openLinks))
    .join('');
  return text
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

function blockPiece(piece: string, styles: Styles, openLinks: string[]): string {
  const match = new RegExp(`^${TAG.source}$`).exec(piece);
  if (!match) return decoded(piece).replace(/[ \t]*\n[ \t]*/g, ' ');
  const name = match[2]!.toLowerCase();
  const closes = match[1] === '/';
  if (name === 'summary') return closes ? '\n\n' : '\n\n▸ ';
  if (name === 'li' && !closes) return '\n• ';
  if (name === 'td' || name === 'th') return closes ? '  ' : '';
  if (BREAKING.test(name)) return name === 'tr' ? '\n' : '\n\n';
  return replaceTag(piece, closes, name, styles, openLinks);
}

function replaceTag(tag: string, closes: boolean, name: string, styles: Styles, openLinks: string[]): string {
  if (!ELEMENTS.has(name)) return printable(tag);
  if (name === 'br' || name === 'hr') return '\n';
  if (name === 'img') return imageText(attribute(tag, 'alt'), attribute(tag, 'src'));
  if (name !== 'a') return '';
  if (!closes) {
    openLinks.push(printable(attribute(tag, 'href')));
    return '';
  }
  const target = openLinks.pop();
  return target ? styles.link(` (${target})`) : '';
}

function dropElement(tag: string, _slash: string, name: string): string {
  if (name.toLowerCase() === 'br') return '\n';
  return ELEMENTS.has(name.toLowerCase()) ? '' : tag;
}

function decoded(text: string): string {
  return printable(decodeEntities(text));
}
