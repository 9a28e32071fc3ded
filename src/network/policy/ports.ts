export type PortMatch = { from: number; to: number } | { name: string };

const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;

/** Reads a rule's port: `80`, `"80"`, `"8000:9000"` or a name. Undefined when it is none of them. */
export function parsePort(port: string | number): PortMatch | undefined {
  const text = String(port);
  const range = /^(\d+)(?::(\d+))?$/.exec(text);
  if (!range && typeof port === 'number') return undefined;
  if (!range) return NAME.test(text) ? { name: text } : undefined;
  const from = Number(range[1]);
  const to = Number(range[2] ?? range[1]);
  return from <= to && to <= 65535 ? { from, to } : undefined;
}
