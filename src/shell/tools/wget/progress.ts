const KILO = 1024;

/** GNU wget's progress when the output is no terminal: a dot a kilobyte, fifty a line. */
export function dottedProgress(size: number, elapsed: number): string {
  const dots = Math.floor(size / KILO);
  const lines = Math.max(1, Math.ceil(dots / 50));
  let text = '';
  for (let line = 0; line < lines; line++) {
    const here = Math.min(50, dots - line * 50);
    const groups = Array.from({ length: 5 }, (_, group) =>
      '.'.repeat(Math.max(0, Math.min(10, here - group * 10))).padEnd(10),
    );
    const percent = Math.min(100, Math.floor((((line + 1) * 50 * KILO) / Math.max(1, size)) * 100));
    const last = line === lines - 1;
    const rate = transferRate(size, elapsed)
      .replace(/ ?([KMG]?)B\/s/, '$1')
      .padStart(5);
    const time = `${(elapsed / 1000).toFixed(1).replace(/\.0$/, '')}s`;
    text += `${String(line * 50).padStart(6)}K ${groups.join(' ')}${String(last ? 100 : percent).padStart(3)}% ${rate}${last ? `=${time}` : ''}\n`;
  }
  return text;
}

/** GNU wget's bar on a terminal, from empty to full. */
export function barProgress(name: string, size: number, elapsed: number): string {
  const row = (percent: number, bar: string, bytes: number, end: string): string =>
    `\r${name.slice(0, 20).padEnd(20)}${String(percent).padStart(3)}%[${bar}]${String(bytes).padStart(8)}  --.-KB/s${end}`;
  const time = `${(elapsed / 1000).toFixed(1).replace(/\.0$/, '')}s`;
  const full = row(100, '===================>', size, `    in ${time}      `);
  return `${row(0, ' '.repeat(20), 0, ' '.repeat(15))}${full}\n`;
}

/** `311 MB/s` */
export function transferRate(size: number, elapsed: number): string {
  const rate = (size * 1000) / Math.max(elapsed, 0.001);
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = rate;
  let unit = 0;
  while (value >= KILO && unit < units.length - 1) {
    value /= KILO;
    unit++;
  }
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${units[unit]}/s`;
}
