import type { CommandName } from 'just-bash';

/** The bundled utilities our machines have. What is missing here is ours (../tools) or exists on no machine. */
export const UTILITIES = words(`
  echo cat printf ls mkdir rmdir touch rm cp mv ln chmod pwd readlink head tail wc stat grep fgrep egrep sed awk sort
  uniq comm cut paste tr rev nl fold expand unexpand strings split column join tee find basename dirname tree du env
  printenv alias unalias true false jq base64 diff seq expr md5sum sha1sum sha256sum file which tac od gzip gunzip zcat
  tar time`) as CommandName[];

/** Utilities that read standard input when given at most so many operands: at a terminal they must wait for it. */
export const STDIN_READERS: Readonly<Record<string, number>> = {
  ...readers(0, 'cat head tail wc sort uniq rev nl fold expand unexpand tac od base64 strings column paste cut'),
  ...readers(0, 'md5sum sha1sum sha256sum gzip gunzip zcat'),
  ...readers(1, 'grep egrep fgrep sed awk jq'),
  ...readers(Number.POSITIVE_INFINITY, 'tr tee'),
};

function readers(operands: number, names: string): Record<string, number> {
  return Object.fromEntries(words(names).map((name) => [name, operands]));
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
