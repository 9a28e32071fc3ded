/**
 * Characters that take one cell whatever stands beside them: Latin, Greek, Cyrillic, punctuation, arrows, mathematics,
 * frames, blocks, shapes, check marks. None of them joins its neighbours, and none is drawn as a picture by itself.
 */
const PLAIN =
  /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u0384-\u038A\u038E-\u03A1\u03A3-\u0482\u048A-\u052F\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u2190-\u22FF\u2500-\u25FC\u25FF\u2713-\u2718]*$/;
const STYLES = /\u001B\[[\d;]*m/g;

/**
 * How many cells a text of such characters takes, colours and styles left out; undefined for any other. The library that
 * knows every script and emoji takes about as long as Node's own start for its first answer; most sessions need none.
 */
export function plainWidth(text: string): number | undefined {
  const bare = text.includes('\u001B') ? text.replace(STYLES, '') : text;
  return PLAIN.test(bare) ? bare.length : undefined;
}
