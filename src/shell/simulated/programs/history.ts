import type { Program } from '../programs.ts';

export const history: Program = {
  name: 'history',
  internal: true,
  async run({ args, stdout, stderr }, { history: lines }) {
    const [option] = args;
    if (option === '-c') {
      lines.length = 0;
      return 0;
    }
    if (option !== undefined && !/^\d+$/.test(option)) {
      stderr(`bash: history: ${option}: numeric argument required\n`);
      return 1;
    }
    const first = option === undefined ? 0 : Math.max(0, lines.length - Number(option));
    lines.slice(first).forEach((line, index) => {
      stdout(`${String(first + index + 1).padStart(5)}  ${line}\n`);
    });
    return 0;
  },
};
