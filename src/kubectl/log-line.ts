/** A line of the Go logger: level, day, time, process, source. `now` is milliseconds. */
export function logLine(level: 'I' | 'W' | 'E' | 'F', source: string, text: string, now: number): string {
  const iso = new Date(now).toISOString();
  const stamp = `${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000`;
  return `${level}${stamp}       1 ${source}] ${text}\n`;
}
