/**
 * What a text that bash would read on from still waits for, in words; undefined when that is not plain to see.
 *
 * @example
 * whatIsOpen('kubectl apply -f - <<EOF\nkind: Pod'); // 'the here-document ends with a line EOF'
 */
export function whatIsOpen(text: string): string | undefined {
  const [first = '', ...lines] = text.split('\n');
  const word = /<<-?\s*(?:\\|"|')?(\w+)/.exec(text)?.[1];
  if (word !== undefined && !lines.some((line) => line.trim() === word))
    return `the here-document ends with a line ${word}`;
  if (/\\$/.test(text)) return 'a \\ at the end of a line joins it to the next';
  const quote = openQuote(text);
  if (quote) return `a quote is still open: ${quote}`;
  if (/(?:\||&&)\s*$/.test(first) || /(?:\||&&)\s*$/.test(text)) return 'the command after the last sign';
  return undefined;
}

function openQuote(text: string): string | undefined {
  let open: string | undefined;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index]!;
    if (letter === '\\' && open !== "'") index++;
    else if (letter === open) open = undefined;
    else if (open === undefined && (letter === '"' || letter === "'")) open = letter;
  }
  return open;
}
