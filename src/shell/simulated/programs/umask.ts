import type { Program } from '../programs.ts';

/** Keeps and shows the mask; new files have mode 644 whatever it says, as nobody else is on the machine. */
export const umask: Program = {
  name: 'umask',
  internal: true,
  async run({ args, stdout, stderr }, process) {
    const [mask] = args.filter((argument) => !argument.startsWith('-'));
    if (mask === undefined) {
      stdout(args.includes('-S') ? `${symbolic(process.umask)}\n` : `${process.umask.toString(8).padStart(4, '0')}\n`);
      return 0;
    }
    if (!/^[0-7]{1,4}$/.test(mask)) {
      stderr(`bash: umask: ${mask}: octal number out of range\n`);
      return 1;
    }
    process.umask = Number.parseInt(mask, 8);
    return 0;
  },
};

function symbolic(mask: number): string {
  const who = ['u', 'g', 'o'];
  return who
    .map((name, index) => {
      const granted = ~(mask >> (6 - 3 * index)) & 7;
      return `${name}=${granted & 4 ? 'r' : ''}${granted & 2 ? 'w' : ''}${granted & 1 ? 'x' : ''}`;
    })
    .join(',');
}
