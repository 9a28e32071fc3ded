import { spawnSync } from 'node:child_process';

const UNFINISHED = /unexpected end of file|unexpected EOF while looking for|here-document .*delimited by end-of-file/;

/** Asks bash itself whether a line goes on: an open quote, heredoc, bracket or loop, or a backslash at its end. */
export function isIncomplete(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(text)) return true;
  const { stderr } = spawnSync('bash', ['--noprofile', '--norc', '-n'], {
    input: text,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  });
  return UNFINISHED.test(stderr ?? '');
}
