import { commandLine } from '../command-line.ts';
import type { Program } from '../programs.ts';

/** The bundled sed, with `-i.bak`: it keeps the old file under the suffix (`*` in it stands for the name). */
export const sed: Program = {
  name: 'sed',
  suits: (args) => args.some((word) => KEEPS_OLD_FILE.test(word)),
  async run({ args, name, stdout, stderr, fs, resolve }, process) {
    const words = [...args];
    const place = words.findIndex((word) => KEEPS_OLD_FILE.test(word));
    const [, option = '', suffix = ''] = /^(-[nErsuz]*i|--in-place)=?(.*)$/s.exec(words[place]!)!;
    words[place] = option;
    for (const file of words.slice(place + 1)) {
      if (!(await fs.exists(resolve(file)))) continue;
      const backup = suffix.includes('*') ? suffix.replaceAll('*', file.split('/').pop()!) : `${file}${suffix}`;
      await fs.writeFile(resolve(backup), await fs.readFile(resolve(file)));
    }
    const result = await process.nested(commandLine([name, ...words]), { bypass: name });
    stdout(result.stdout);
    stderr(result.stderr);
    return result.exitCode;
  },
};

const KEEPS_OLD_FILE = /^(?:-[nErsuz]*i.|--in-place=)/;
