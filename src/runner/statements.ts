/**
 * Cuts a block into the statements an interactive shell would run one after the other, so that each has an exit code
 * of its own. Lines that say nothing go with the next statement.
 */
export function statements(text: string, isIncomplete: (text: string) => boolean): string[] {
  const found: string[] = [];
  let pending = '';
  for (const line of text.split('\n')) {
    pending = pending === '' ? line : `${pending}\n${line}`;
    if (isSilent(pending) || isIncomplete(pending)) continue;
    found.push(pending);
    pending = '';
  }
  if (pending !== '' && !isSilent(pending)) found.push(pending);
  return found;
}

function isSilent(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(#.*)?$/.test(line));
}
