import { commandLine } from '../command-line.ts';
import { textToBytes } from '../just-bash.ts';
import type { Program } from '../programs.ts';

/** The bundled grep takes only one pattern: several (`-e a -e b`) become one with alternatives. */
export const grep: Program = {
  name: 'grep',
  suits: (args) => args.filter((word) => word === '-e').length > 1,
  async run({ args, name, stdin, stdout, stderr }, process) {
    const fixed = args.some((word) => /^-\w*F/.test(word));
    const extended = fixed || name === 'egrep' || args.some((word) => /^-\w*[EP]/.test(word));
    const patterns = args.flatMap((word, index) => (args[index - 1] === '-e' ? [word] : []));
    const others = args.filter((word, index) => word !== '-e' && args[index - 1] !== '-e');
    const options = others
      .filter((word) => word.startsWith('-'))
      .map((word) => (fixed ? word.replace('F', 'E') : word));
    const files = others.filter((word) => !word.startsWith('-'));
    const pattern = patterns
      .map((each) => (fixed ? each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : each))
      .join(extended ? '|' : '\\|');
    const recursive = options.some((word) => /^-\w*[rR]/.test(word));
    const result = await process.nested(commandLine([name, ...options, '-e', pattern, ...files]), {
      stdin: files.length > 0 || recursive ? undefined : textToBytes(await stdin()),
      stdinKind: 'bytes',
      bypass: name,
    });
    stdout(result.stdout);
    stderr(result.stderr);
    return result.exitCode;
  },
};
