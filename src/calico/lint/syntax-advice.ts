import type { QueryError } from '../query/index.ts';

/** What to write instead where a query does not parse; undefined where the error says enough by itself. */
export function syntaxAdvice(text: string, { position, message }: QueryError): string | undefined {
  if (!position) return undefined;
  const line = text.split('\n')[position.line - 1] ?? '';
  const rest = line.slice(position.column - 1);
  if (rest.startsWith('&')) return 'write AND';
  if (rest.startsWith('|')) return 'write OR';
  if (rest.startsWith('=') && line[position.column - 2] === '=') return 'one = compares';
  if (/literal not terminated/.test(message)) return 'close the quotes';
  const word = wordAround(line, position.column - 1);
  if (/^[\w*][\w.*:/-]*[.*:/-][\w.*:/-]*$/.test(word)) return `put it in double quotes: "${word}"`;
  if (/^(?:and|or|not|in|notin)$/i.test(word)) return `write ${word.toUpperCase()}`;
  return undefined;
}

/** What is written without a blank or sign of the language around a place. */
function wordAround(line: string, at: number): string {
  const before = /[^\s=<>!(){},"']*$/.exec(line.slice(0, at))![0];
  return before + /^[^\s=<>!(){},"']*/.exec(line.slice(at))![0];
}
