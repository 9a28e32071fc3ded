import type { Program } from '../programs.ts';

/** Simulated processes have no limits; setting one is accepted and changes nothing. */
export const ulimit: Program = {
  name: 'ulimit',
  internal: true,
  async run({ args, stdout }) {
    if (args.some((argument) => !argument.startsWith('-'))) return 0;
    if (args.includes('-a'))
      stdout(
        'open files                          (-n) unlimited\nmax user processes                  (-u) unlimited\n',
      );
    else stdout('unlimited\n');
    return 0;
  },
};
