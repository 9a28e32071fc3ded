/** Cells the heading keeps between a command and the time. */
const CUT = '... ';

/** What the heading says: at the left how often and what, at the right where and when. */
export interface Heading {
  every: string;
  command: string;
  /** Host and time. */
  right: string;
}

/** The heading as procps lays it out: the time at the right margin, the command cut where it does not fit. */
export function headingLine({ every, command, right }: Heading, columns: number): string {
  const room = columns - right.length - every.length;
  if (columns < right.length) return '';
  if (room < 1) return right.padStart(columns);
  const shown = command.length < room ? command : `${command.slice(0, Math.max(0, room - CUT.length))}${CUT}`;
  return (every + (room < CUT.length ? '' : shown)).padEnd(columns - right.length) + right;
}

/** A screenful of a command's output: what is wider or longer than the terminal is left out. */
export function fitScreen(output: string, columns: number, rows: number): string {
  const lines = output.replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, Math.max(1, rows)).map((line) => [...line].slice(0, columns).join(''));
  return `${shown.join('\n')}\n`;
}
