import { setVariables, usedVariables } from '../commands/variables.ts';
import type { Finding, Rule } from './rule.ts';

/** What every login shell and every Instruqt host has. */
const SHELL_VARIABLES = new Set(
  (
    'HOME PATH USER LOGNAME PWD OLDPWD HOSTNAME SHELL TERM LANG LC_ALL EDITOR TMPDIR UID EUID PPID RANDOM SECONDS LINENO ' +
    'IFS OPTARG OPTIND REPLY COLUMNS LINES HISTFILE SHLVL PS1 BASH BASH_VERSION BASH_SOURCE FUNCNAME PIPESTATUS EPOCHSECONDS ' +
    'DISPLAY KUBECONFIG'
  ).split(' '),
);

export const variableNeverSet: Rule = {
  name: 'variable-never-set',
  severity: 'warning',
  description: 'a block uses a variable that no earlier block, setup script or host sets',
  check({ track, challenges, setups, hostVariables }) {
    const known = new Set([
      ...SHELL_VARIABLES,
      ...hostVariables,
      ...Object.keys(track.sidecar.variables),
      ...track.hosts.flatMap(({ environment }) => Object.keys(environment)),
      ...setups.flatMap(({ script }) => setVariables(script.text).map(({ name }) => name)),
    ]);
    const findings: Finding[] = [];
    for (const { runnable, inBlock, file } of challenges) {
      for (const block of runnable) {
        const set = setVariables(block.code.text);
        const reported = new Set<string>();
        for (const { name, offset } of usedVariables(block.code.text)) {
          const isSet = known.has(name) || set.some((one) => one.name === name && one.offset < offset);
          if (isSet || reported.has(name) || isPlatform(name)) continue;
          reported.add(name);
          findings.push({
            file,
            position: inBlock(block, offset),
            message: `${name} is used here and never set in an earlier block`,
            advice: `set it in a block before, or under variables: in firedrill.yml`,
          });
        }
        for (const { name } of set) known.add(name);
      }
    }
    return findings;
  },
};

function isPlatform(name: string): boolean {
  return /^(?:INSTRUQT_|_SANDBOX_|FIREDRILL_)/.test(name);
}
