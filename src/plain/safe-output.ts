/** Colours and other styles of text; everything else a sequence can do is not a command's business here. */
const STYLE = /^\x1b\[[\d;:]*m$/;
const SEQUENCE =
  /\x1b(?:\[[\x20-\x3f]*[\x40-\x7e]|[\]P_^X](?:[^\x07\x1b\x9c]|\x1b(?!\\))*(?:\x07|\x1b\\|\x9c)|[\x20-\x2f]+[\x30-\x7e]|(?![[\]P_^X])[\x30-\x7e])/g;
/** The beginning of a sequence whose end may come with the next piece. */
const UNFINISHED = /\x1b(?:\[[\x20-\x3f]*|[\]P_^X][^\x07\x9c]*|[\x20-\x2f]*)?$/;
const LONGEST = 4_096;
const CONTROLS = /[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]/g;

/**
 * What a command prints, so that it can colour its text and nothing else: no titles, no clipboard, no moving about, no
 * questions to the terminal. One for each stream: a sequence may come in pieces.
 */
export function safeOutput(): (text: string) => string {
  let kept = '';
  return (text) => {
    const all = (kept + text).replace(SEQUENCE, (sequence) => (STYLE.test(sequence) ? sequence : ''));
    const start = UNFINISHED.exec(all)?.index ?? all.length;
    kept = all.length - start > LONGEST ? '' : all.slice(start);
    return all
      .slice(0, start)
      .replace(/\x1b(?!\[[\d;:]*m)/g, '')
      .replace(CONTROLS, '');
  };
}
