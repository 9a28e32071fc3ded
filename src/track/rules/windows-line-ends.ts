import type { Rule } from './rule.ts';

/** Here they are taken off; anywhere else bash takes the carriage return for a part of the last word. */
export const windowsLineEnds: Rule = {
  name: 'windows-line-ends',
  severity: 'warning',
  description: 'a script with Windows line ends or a byte order mark, which bash on Instruqt stumbles over',
  check({ tree, scripts }) {
    return scripts.flatMap(({ script, file }) => {
      const text = tree.read(script.file) ?? '';
      const lines = text.split('\n');
      const line = text.startsWith('\uFEFF') ? 0 : lines.findIndex((each) => each.endsWith('\r'));
      if (line < 0) return [];
      const message = text.startsWith('\uFEFF') ? 'begins with a byte order mark' : 'has Windows line ends';
      return [
        {
          file,
          position: { line: line + 1, column: 1 },
          message: `this script ${message}: bash on Instruqt cannot run it`,
          advice: 'save it with line ends LF, as UTF-8 without a mark (.gitattributes: * text=auto eol=lf)',
        },
      ];
    });
  },
};
