import { type Command, splitCommands } from './split-commands.ts';

const DEEPEST = 20;

/** The commands of a script and of the substitutions inside them, in the order they stand. */
export function allCommands(text: string): Command[] {
  return commandsIn(text, 0, DEEPEST);
}

function commandsIn(text: string, offset: number, levels: number): Command[] {
  if (levels === 0) return [];
  return splitCommands(text).flatMap((command) => [
    ...command.substitutions.flatMap((inner) => commandsIn(inner.text, offset + inner.offset, levels - 1)),
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
