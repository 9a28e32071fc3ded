const HEADING =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
  '                                 Dload  Upload   Total   Spent    Left  Speed\n';

/** curl's progress meter, as it is drawn when the output does not go to the terminal. */
export interface ProgressMeter {
  /** The heading and the first, empty row. */
  begin(): void;
  /** Milliseconds until the next row is due. */
  untilNextRow(elapsed: number): number;
  /** The row of every second. */
  tick(elapsed: number): void;
  end(figures: { total: number; received: number; sent: number; toSend: number; elapsed: number }): void;
  /** Ends the line of an unfinished meter before an error. */
  breakLine(): void;
}

/** The meter; one that prints nothing when not `shown`. */
export function createProgressMeter(write: (text: string) => void, shown: boolean): ProgressMeter {
  let headed = false;
  let rowOpen = false;
  const print = (text: string): void => {
    if (shown) write(text);
  };
  return {
    begin: () => {
      if (!headed) print(HEADING);
      headed = true;
      rowOpen = true;
      print(row({ total: 0, received: 0, sent: 0, toSend: 0, elapsed: 0 }));
    },
    untilNextRow: (elapsed) => 1000 - (elapsed % 1000),
    tick: (elapsed) => print(row({ total: 0, received: 0, sent: 0, toSend: 0, elapsed })),
    end: (figures) => {
      if (!rowOpen) return;
      rowOpen = false;
      print(`${row(figures)}\n`);
    },
    breakLine: () => {
      if (rowOpen) print('\n');
      rowOpen = false;
    },
  };
}

function row(figures: { total: number; received: number; sent: number; toSend: number; elapsed: number }): string {
  const { total, received, sent, toSend, elapsed } = figures;
  const rate = (bytes: number): number => (elapsed <= 0 ? 0 : Math.floor((bytes * 1000) / elapsed));
  const percent = (part: number, whole: number): string =>
    String(whole === 0 ? 0 : Math.floor((part / whole) * 100)).padStart(3);
  const everything = total + toSend;
  const speed = rate(received + sent);
  const timeTotal = speed > 0 ? Math.floor(everything / speed) : 0;
  const spent = Math.floor(elapsed / 1000);
  return (
    `\r${percent(received + sent, everything)} ${amount(everything)}  ${percent(received, total)} ${amount(received)}  ` +
    `${percent(sent, toSend)} ${amount(sent)}  ${amount(rate(received))}  ${amount(rate(sent))} ` +
    `${clockTime(timeTotal)} ${clockTime(spent)} ${clockTime(Math.max(0, timeTotal - spent))} ${amount(speed)}`
  );
}

/** Five columns for any number of bytes. */
function amount(bytes: number): string {
  if (bytes < 100_000) return String(bytes).padStart(5);
  if (bytes < 10_000 * 1024) return `${String(Math.floor(bytes / 1024)).padStart(4)}k`;
  if (bytes < 100 * 1024 ** 2) return `${(bytes / 1024 ** 2).toFixed(1).padStart(4)}M`;
  return `${String(Math.floor(bytes / 1024 ** 2)).padStart(4)}M`;
}

function clockTime(seconds: number): string {
  if (seconds <= 0) return '--:--:--';
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${String(Math.floor(seconds / 3600)).padStart(2)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
