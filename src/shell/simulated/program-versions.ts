import { UTILITIES } from './utilities.ts';

/** What a GNU utility says first when asked `--version`: package and release as Debian 12 ships them. */
const RELEASES: Readonly<Record<string, string>> = {
  grep: 'grep (GNU grep) 3.8',
  egrep: 'grep (GNU grep) 3.8',
  fgrep: 'grep (GNU grep) 3.8',
  sed: 'sed (GNU sed) 4.9',
  awk: 'GNU Awk 5.2.1',
  find: 'find (GNU findutils) 4.9.0',
  xargs: 'xargs (GNU findutils) 4.9.0',
  diff: 'diff (GNU diffutils) 3.8',
  tar: 'tar (GNU tar) 1.34',
  gzip: 'gzip 1.12',
  gunzip: 'gunzip (gzip) 1.12',
  zcat: 'zcat (gzip) 1.12',
  strings: 'GNU strings (GNU Binutils for Debian) 2.40',
  tree: 'tree v2.1.0',
  file: 'file-5.44',
  jq: 'jq-1.6',
  yq: 'yq (https://github.com/mikefarah/yq/) version v4.30.8',
  less: 'less 590',
  watch: 'watch from procps-ng 4.0.2',
  ps: 'ps from procps-ng 4.0.2',
  uptime: 'uptime from procps-ng 4.0.2',
  column: 'column from util-linux 2.38.1',
  rev: 'rev from util-linux 2.38.1',
};

/** Utilities of no package above; all of them coreutils. */
const OTHERS = new Set<string>([
  ...UTILITIES,
  ...'ls date uniq paste mktemp nohup realpath sleep stat timeout uname yes id whoami'.split(' '),
]);
const NOT_GNU = new Set(['which']);

/** The answer to `NAME --version`; undefined when these arguments ask something else, or the program answers itself. */
export function versionOf(name: string, args: readonly string[]): string | undefined {
  if (args.length !== 1 || args[0] !== '--version') return undefined;
  const release = RELEASES[name];
  if (release !== undefined) return `${release}\n`;
  return OTHERS.has(name) && !NOT_GNU.has(name) ? `${name} (GNU coreutils) 9.1\n` : undefined;
}
