import { splitCommands } from '../commands/split-commands.ts';
import { positionAt, type Rule } from './rule.ts';

/** On Instruqt `fail-message` only prints: without an exit the check passes. */
export const failMessageWithoutExit: Rule = {
  name: 'fail-message-without-exit',
  severity: 'warning',
  description: 'a check calls fail-message and does not exit or return after it',
  check({ checks }) {
    return checks.flatMap(({ script, file }) => {
      const commands = splitCommands(script.text);
      return commands.flatMap(({ words }, index) => {
        const call = words.findIndex(({ text }) => text === 'fail-message');
        if (call < 0 || leaves(commands[index + 1]?.words)) return [];
        const position = positionAt(script.text, words[call]!.offset);
        const message = 'after fail-message the script goes on: on Instruqt this check passes';
        return [{ file, position, message, advice: 'add exit 1 after it' }];
      });
    });
  },
};

function leaves(words: readonly { text: string }[] | undefined): boolean {
  return words?.some(({ text }) => text === 'exit' || text === 'return') ?? false;
}
