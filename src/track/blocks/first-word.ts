/** What a shell would run first in this text. */
type FirstWord = { kind: 'word'; word: string } | { kind: 'assignment' } | { kind: 'nothing' };

/** Comments and blank lines are skipped; `A=1 cmd` counts as an assignment. */
export function firstWord(text: string): FirstWord {
  const line = text.split('\n').find((candidate) => /^\s*[^\s#]/.test(candidate));
  if (line === undefined) return { kind: 'nothing' };
  const start = line.trim();
  if (/^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(start)) return { kind: 'assignment' };
  const match = /^(?:\(\(|\[\[|[{([!:]|[^\s;|&()<>]+)/.exec(start);
  return { kind: 'word', word: match?.[0] ?? start };
}
