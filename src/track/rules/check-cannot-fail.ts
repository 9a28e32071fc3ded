import { type Command, splitCommands } from '../commands/split-commands.ts';
import { type Finding, type PlacedScript, positionAt, type Rule } from './rule.ts';

const ALWAYS_TRUE = new Set(['true', ':', 'echo', 'printf', 'exit 0', 'return 0', 'sleep']);

/** A check that passes whatever the learner did is worse than none. */
export const checkCannotFail: Rule = {
  name: 'check-cannot-fail',
  severity: 'error',
  description: 'a check script without any way to fail (only exit 0, or || true at its end)',
  check: ({ checks }) => checks.flatMap(findingFor),
};

function findingFor({ script: { text }, file }: PlacedScript): Finding[] {
  const commands = splitCommands(text);
  const last = commands.at(-1);
  if (commands.some(canEnd)) return [];
  if (last && !isAlwaysTrue(last)) return [];
  return [
    {
      file,
      position: last ? positionAt(text, last.words[0]!.offset) : { line: 1, column: 1 },
      message: last ? `this check always passes: it ends with ${shown(last)}` : 'this check is empty: it always passes',
      advice: 'exit 1 after a fail-message when something is missing',
    },
  ];
}

/** Ways out that fail: an exit other than 0, `fail-message`, `set -e`. */
function canEnd({ words }: Command): boolean {
  const texts = words.map(({ text }) => text);
  if (texts.includes('fail-message')) return true;
  if (texts[0] === 'set' && texts.some((text) => /^-\w*e/.test(text) || text === 'errexit')) return true;
  const leave = texts.findIndex((text) => text === 'exit' || text === 'return');
  return leave >= 0 && texts[leave + 1] !== undefined && texts[leave + 1] !== '0';
}

function isAlwaysTrue({ words }: Command): boolean {
  const [first = '', second] = words.map(({ text }) => text);
  return ALWAYS_TRUE.has(first) || ALWAYS_TRUE.has(`${first} ${second}`);
}

function shown({ words }: Command): string {
  return words
    .slice(0, 2)
    .map(({ text }) => text)
    .join(' ');
}
