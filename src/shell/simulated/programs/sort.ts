import type { Rewriting } from '../programs.ts';

/** The bundled sort knows no options in one word with one that takes a value (`-rk2`): they are taken apart for it. */
export const sort: Rewriting = {
  name: 'sort',
  rewrite(args) {
    const words = args.flatMap((word) => {
      const [, flags, valued] = /^-([a-zA-Z]+?)([ktoST].*)$/.exec(word) ?? [];
      return flags && !/[ktoST]/.test(flags) ? [`-${flags}`, `-${valued}`] : [word];
    });
    return words.length > args.length ? { args: words, says: '' } : undefined;
  },
};
