import { allCommands } from './all-commands.ts';
import type { Command } from './split-commands.ts';

interface VariableUse {
  name: string;
  offset: number;
}

const KEYWORDS = new Set(['do', 'then', 'else', 'if', 'elif', 'while', 'until', '{', '!', 'time']);
const DECLARING = new Set(['export', 'declare', 'typeset', 'local', 'readonly']);
const READING = new Set(['read', 'mapfile', 'readarray', 'getopts']);
const USE = /\$(?:([A-Za-z_]\w*)|\{[#!]?([A-Za-z_]\w*)(?=[}:%#/^,@[])(:?[-=+?])?)/g;

/** Variables a script sets in its own shell, each where it does. */
export function setVariables(script: string): VariableUse[] {
  return allCommands(script).flatMap(setBy);
}

/** Variables a script's shell expands: not in single quotes, comments or quoted here documents, not `${A:-default}`. */
export function usedVariables(script: string): VariableUse[] {
  return [...expandedText(script).matchAll(USE)].flatMap((match) =>
    match[3] ? [] : [{ name: (match[1] ?? match[2])!, offset: match.index }],
  );
}

function setBy({ words }: Command): VariableUse[] {
  const start = words.findIndex(({ text }) => !KEYWORDS.has(text));
  const [first, ...rest] = start < 0 ? [] : words.slice(start);
  if (!first) return [];
  if (first.text === 'for' || first.text === 'select') return rest.slice(0, 1).map(named);
  if (READING.has(first.text)) return rest.filter(({ text }) => /^[A-Za-z_]\w*$/.test(text)).map(named);
  if (first.text === 'printf' && rest[0]?.text === '-v') return rest.slice(1, 2).map(named);
  const candidates = DECLARING.has(first.text) ? rest : leadingAssignments([first, ...rest]);
  return candidates.filter(({ text }) => /^[A-Za-z_]\w*(?:\[[^\]]*\])?(?:\+?=|$)/.test(text)).map(named);
}

/** `A=1 command` sets A for the command only, but authors mean the block; `A=1` alone sets it. */
function leadingAssignments(words: Command['words']): Command['words'] {
  const end = words.findIndex(({ text }) => !/^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(text));
  return end < 0 ? words : words.slice(0, end);
}

function named({ text, offset }: { text: string; offset: number }): VariableUse {
  return { name: /^\w+/.exec(text)?.[0] ?? text, offset };
}

/** The script with everything the shell leaves alone blanked out, offsets unchanged. */
function expandedText(script: string): string {
  const quotedHere = allCommands(script)
    .flatMap(({ hereDocuments }) => hereDocuments)
    .filter(({ quoted }) => quoted);
  let text = script;
  for (const { offset, text: body } of quotedHere) text = blank(text, offset, offset + body.length);
  const unquotedHere = allCommands(script)
    .flatMap(({ hereDocuments }) => hereDocuments)
    .filter(({ quoted }) => !quoted);
  const isInHere = (index: number) =>
    unquotedHere.some(({ offset, text: body }) => index >= offset && index < offset + body.length);
  return blankSingleQuotes(text, isInHere);
}

function blankSingleQuotes(given: string, isInHere: (index: number) => boolean): string {
  let text = given;
  let inDouble = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!;
    if (character === '\\') {
      text = blank(text, index, index + 2);
      index += 1;
    } else if (isInHere(index)) {
      inDouble = false;
    } else if (character === '"') {
      inDouble = !inDouble;
    } else if (!inDouble && character === "'") {
      const end = text.indexOf("'", index + 1);
      text = blank(text, index, end < 0 ? text.length : end + 1);
      index = end < 0 ? text.length : end;
    } else if (!inDouble && character === '#' && /(?:^|[\s;])$/.test(text.slice(Math.max(index - 1, 0), index))) {
      const end = text.indexOf('\n', index);
      text = blank(text, index, end < 0 ? text.length : end);
    }
  }
  return text;
}

function blank(text: string, from: number, to: number): string {
  const end = Math.min(to, text.length);
  return text.slice(0, from) + text.slice(from, end).replace(/[^\n]/g, ' ') + text.slice(end);
}
