/** A command of plain words with quotes; undefined when it needs a real shell (pipes, lists, variables, substitutions). */
export function splitWords(line: string): { environment: Map<string, string>; words: string[] } | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const letter = line[index]!;
    if (letter === ' ' || letter === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (letter === "'") {
      const end = line.indexOf("'", index + 1);
      word = (word ?? '') + line.slice(index + 1, end);
      index = end;
    } else if (letter === '"') {
      word ??= '';
      for (index++; line[index] !== '"'; index++) {
        if (line[index] === '$' || line[index] === '`') return undefined;
        if (line[index] === '\\' && /["\\$`]/.test(line[index + 1]!)) index++;
        word += line[index];
      }
    } else if (letter === '\\') word = (word ?? '') + line[++index]!;
    else if (/[|&;<>$`()\n]/.test(letter)) return undefined;
    else word = (word ?? '') + letter;
  }
  if (word !== undefined) words.push(word);
  const environment = new Map<string, string>();
  while (/^[A-Z_]+=/.test(words[0] ?? '')) {
    const [, name, value] = /^([A-Z_]+)=(.*)$/s.exec(words.shift()!)!;
    environment.set(name!, value!);
  }
  return words[0] === 'kubectl' ? { environment, words: words.slice(1) } : undefined;
}
