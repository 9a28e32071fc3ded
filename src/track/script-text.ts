/** A script as bash has to read it: without a byte order mark and without the carriage returns an editor on Windows adds. */
export function scriptText(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
}
