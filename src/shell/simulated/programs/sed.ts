import { textToBytes } from '../just-bash.ts';
import { commandLine } from '../process.ts';
import type { Program } from '../programs.ts';

/** The bundled sed, with `-i.bak`: it keeps the old file under the suffix (`*` in it stands for the name). */
export const sed: Program = {
  name: 'sed',
  async run({ args, name, stdin, tty, stdout, stderr, fs, resolve }, process) {
    const words = [...args];
    const place = words.findIndex((word) => /^(?:-[nErsuz]*i.|--in-place=)/.test(word));
    if (place >= 0) {
      const [, option = '', suffix = ''] = /^(-[nErsuz]*i|--in-place)=?(.*)$/s.exec(words[place]!)!;
      words[place] = option;
      for (const file of words.slice(place + 1)) {
        if (!(await fs.exists(resolve(file)))) continue;
        const backup = suffix.includes('*') ? suffix.replaceAll('*', file.split('/').pop()!) : `${file}${suffix}`;
        await fs.writeFile(resolve(backup), await fs.readFile(resolve(file)));
      }
    }
    const readsStdin = !words.some((word) => /^(?:-[nErsuz]*i|--in-place)$/.test(word));
    const text = readsStdin && !(tty.stdin && operands(words) > 0) ? await stdin() : '';
    const result = await process.nested(commandLine([name, ...words]), {
      stdin: textToBytes(text),
      stdinKind: 'bytes',
      bypass: name,
    });
    stdout(result.stdout);
    stderr(result.stderr);
    return result.exitCode;
  },
};

/** File operands: what is left beside options and the script. */
function operands(words: string[]): number {
  const scripted = words.some((word) => /^(?:-[nErsuz]*[ef]|--expression|--file)/.test(word));
  const plain = words.filter(
    (word, index) => !word.startsWith('-') && !/^-[nErsuz]*[ef]$/.test(words[index - 1] ?? ''),
  ).length;
  return plain - (scripted ? 0 : 1);
}
