/** A fence's info string: `bash,run`, `run,bash`, `shell copy`, `,nocopy`, or nothing. */
interface InfoString {
  /** Lower case; empty for none. */
  language: string;
  flags: readonly string[];
}

const FLAGS = new Set(['run', 'copy', 'nocopy', 'wrap', 'line-numbers']);

/** Instruqt's comma list in any order; blanks separate as well. The first word that is no flag is the language. */
export function parseInfoString(info: string): InfoString {
  const words = info
    .toLowerCase()
    .replace(/\{[^}]*\}/g, ' ')
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    language: words.find((word) => !FLAGS.has(word)) ?? '',
    flags: words.filter((word) => FLAGS.has(word)),
  };
}
