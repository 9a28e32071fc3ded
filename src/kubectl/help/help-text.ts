import type { Command } from '../command.ts';
import { COMMAND_GROUPS } from '../commands.ts';
import { GLOBAL_FLAGS } from '../flag-sets.ts';
import type { Flag } from '../flags.ts';
import { ABOUT } from './about.ts';
import { EXAMPLES } from './examples.ts';

/** A command's help: what it does, examples, its subcommands or flags, and how to call it. */
export function helpText(chain: readonly Command[]): string {
  const command = chain.at(-1)!;
  const names = chain.map((each) => each.name);
  const page = names.slice(1).join(' ') || 'kubectl';
  const parts = [ABOUT[page] ?? `${command.short}.`];
  if (command.aliases) parts.push(`Aliases:\n${[command.name, ...command.aliases].join(', ')}`);
  if (EXAMPLES[page]) parts.push(`Examples:\n${indent(EXAMPLES[page])}`);
  if (chain.length === 1) parts.push(...groups(command.commands!));
  else if (command.commands?.length) parts.push(`Available Commands:\n${commandList(command.commands)}`);
  if (command.flags?.length) parts.push(`Options:\n${flagList(command.flags)}`);
  parts.push(`Usage:\n  ${names.join(' ')} ${command.usage ?? '[flags] [options]'}`);
  const more = command.commands?.length
    ? [`Use "${names.join(' ')} <command> --help" for more information about a given command.`]
    : [];
  parts.push(
    [...more, 'Use "kubectl options" for a list of global command-line options (applies to all commands).'].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

function groups(commands: readonly Command[]): string[] {
  return Object.entries(COMMAND_GROUPS).map(([title, names]) => {
    const inGroup = names.split(' ').map((name) => commands.find((each) => each.name === name)!);
    return `${title}:\n${commandList(inGroup)}`;
  });
}

/** What `kubectl options` prints. */
export function globalOptionsText(): string {
  return `The following options can be passed to any command:\n\n${flagList(GLOBAL_FLAGS)}\n`;
}

function commandList(commands: readonly Command[]): string {
  const width = Math.max(11, ...commands.map((each) => each.name.length)) + 2;
  return commands.map((each) => `  ${each.name.padEnd(width)} ${each.short}`).join('\n');
}

function flagList(flags: readonly Flag[]): string {
  const shown = flags.filter((flag) => !flag.deprecated).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return shown.map((flag) => `    ${spelling(flag)}:\n\t${flag.help}`).join('\n\n');
}

function spelling(flag: Flag): string {
  return `${flag.short ? `-${flag.short}, ` : ''}--${flag.name}=${defaultText(flag)}`;
}

function defaultText(flag: Flag): string {
  if (flag.type === 'list' || flag.type === 'array') return '[]';
  if (flag.type === 'string') return flag.default === undefined ? "''" : `'${flag.default}'`;
  return flag.default ?? (flag.type === 'bool' ? 'false' : flag.type === 'duration' ? '0s' : '0');
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line ? `  ${line}` : line))
    .join('\n');
}
