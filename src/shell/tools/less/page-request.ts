/** What a pager asks the learner's screen to show. */
export interface Page {
  /** The files' names; empty for standard input. */
  title: string;
  text: string;
  numbers?: boolean;
  /** Long lines are cut off, not wrapped. */
  chopped?: boolean;
  ignoreCase?: boolean;
  /** The first line shown, from 1. */
  line?: number;
  /** Begin at the first line that has it. */
  pattern?: string;
  atEnd?: boolean;
}

/**
 * The request as the terminal prints it: `OSC 7777 ; page ; JSON BEL`. JSON leaves no control character in it. The
 * screen answers with an empty line of input when the learner has read enough.
 */
export function pageRequest(page: Page): string {
  return `\x1b]7777;page;${JSON.stringify(page)}\x07`;
}
