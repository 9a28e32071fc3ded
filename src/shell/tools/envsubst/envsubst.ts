import type { Tool } from '../../types.ts';

/** Puts exported variables into standard input; an argument like `'$A $B'` limits which. */
export const envsubst: Tool = {
  name: 'envsubst',
  async run({ args, stdin, stdout, stderr, env }) {
    if (args[0]?.startsWith('-') && args[0] !== '-v' && args[0] !== '--variables') {
      stderr(`envsubst: unrecognized option '${args[0]}'\nTry 'envsubst --help' for more information.\n`);
      return 1;
    }
    if (args[0]?.startsWith('-')) {
      stdout(
        names(args[1] ?? '')
          .map((name) => `${name}\n`)
          .join(''),
      );
      return 0;
    }
    const chosen = args[0] === undefined ? undefined : new Set(names(args[0]));
    const text = await stdin();
    stdout(
      text.replace(VARIABLE, (whole, braced: string | undefined, plain: string | undefined) => {
        const name = braced ?? plain!;
        return chosen && !chosen.has(name) ? whole : (env.get(name) ?? '');
      }),
    );
    return 0;
  },
};

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

function names(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, braced, plain]) => braced ?? plain!);
}
