import { type Command, splitCommands } from './split-commands.ts';

/** The commands of a script and of the substitutions inside them, in the order they stand. */
export function allCommands(text: string, offset = 0): Command[] {
  return splitCommands(text).flatMap((command) => [
    ...command.substitutions.flatMap((inner) => allCommands(inner.text, offset + inner.offset)),
    offset === 0 ? command : shifted(command, offset),
  ]);
}

function shifted(command: Command, offset: number): Command {
  return {
    ...command,
    offset: command.offset + offset,
    words: command.words.map((word) => ({ ...word, offset: word.offset + offset })),
    hereDocuments: command.hereDocuments.map((here) => ({ ...here, offset: here.offset + offset })),
  };
}
