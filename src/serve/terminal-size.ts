/** Reads the size a client sends, `{"Width":100,"Height":30}`; undefined for anything else. */
export function terminalSize(bytes: Uint8Array): { columns: number; rows: number } | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const columns = Number(/"Width":\s*(\d{1,5})\b/.exec(text)?.[1]);
  const rows = Number(/"Height":\s*(\d{1,5})\b/.exec(text)?.[1]);
  return columns > 0 && rows > 0 ? { columns, rows } : undefined;
}
