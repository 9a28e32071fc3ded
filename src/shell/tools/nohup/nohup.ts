import type { Tool } from '../../types.ts';

/** Runs a command that outlives its terminal; on a terminal its output goes to nohup.out. */
export const nohup: Tool = {
  name: 'nohup',
  async run({ args, tty, fs, resolve, exec, stderr }) {
    if (args.length === 0) {
      stderr("nohup: missing operand\nTry 'nohup --help' for more information.\n");
      return 125;
    }
    if (!tty.stdout) return exec([...args]);
    stderr("nohup: ignoring input and appending output to 'nohup.out'\n");
    let output = '';
    const collect = (text: string) => void (output += text);
    try {
      return await exec([...args], { stdin: '', stdout: collect, stderr: collect });
    } finally {
      await fs.appendFile(resolve('nohup.out'), output);
    }
  },
};
