import type { CodeBlock } from '../../markdown/index.ts';
import { announcement, announcesItself } from './announces-output.ts';
import { firstWord } from './first-word.ts';
import { parseInfoString } from './info-string.ts';
import { isKnownCommand } from './known-commands.ts';
import { firstSpokenLine, outputShape } from './output-shapes.ts';
import { splitTrailingOutput, splitTranscript, type Transcript } from './transcript.ts';

/** What a code block is for, and why we think so. */
export interface Classification {
  language: string;
  flags: readonly string[];
  runnable: boolean;
  reason: string;
  /** What to run: the block without prompts and without output mixed into it. */
  commands: string;
  /** The block shows what its commands, or those of the block before, print. */
  output?: string;
}

const SHELLS = new Set([
  'bash',
  'sh',
  'shell',
  'console',
  'zsh',
  'shell-session',
  'shellsession',
  'terminal',
  'bash-session',
]);
const OUTPUT_LANGUAGES = new Set(['', 'text', 'txt', 'plaintext', 'plain', 'output', 'none', 'log', 'nohighlight']);

/** Decides whether a block is run, shown as output, or only shown. */
export function classifyBlock(code: CodeBlock): Classification {
  const { language, flags } = parseInfoString(code.info);
  const verdict = judge(code, language, flags);
  return { language, flags, ...verdict };
}

type Verdict = Pick<Classification, 'runnable' | 'reason' | 'commands' | 'output'>;

function judge(code: CodeBlock, language: string, flags: readonly string[]): Verdict {
  const isShell = SHELLS.has(language) || isKnownCommand(language);
  if (flags.includes('nocopy')) return output(code, 'fence says nocopy');
  if (!isShell && !OUTPUT_LANGUAGES.has(language)) return otherLanguage(code, language);
  if (language !== '' && !isShell) return output(code, `fence says ${language}`);
  if (flags.includes('run')) return run(code.text, 'fence says run');
  const transcript = splitTranscript(code.text);
  if (transcript) return fromTranscript(transcript, 'prompts taken off');
  return judgeText(code, isShell ? language : '');
}

/** A block that may be commands: its announcement, its shape and its first word decide. */
function judgeText(code: CodeBlock, language: string): Verdict {
  const announced = announcement(code.lead);
  const first = firstWord(code.text);
  const isCommand = first.kind === 'assignment' || (first.kind === 'word' && isKnownCommand(first.word));
  if (announcesItself(code.text)) return output(code, 'its first line says output');
  if (announced === 'output' || (announced === 'perhaps' && !isCommand)) {
    return output(code, 'the line before announces output');
  }
  const shape = outputShape(firstSpokenLine(code.text));
  if (shape) return output(code, `looks like ${shape}: output`);
  if (first.kind === 'nothing') return shown('holds no command');
  if (!isCommand && !(language && looksLikeProgram(code.text, first))) {
    return output(code, `"${(first as { word: string }).word}" is no command: output`);
  }
  const trailing = splitTrailingOutput(code.text);
  const reason = language
    ? `fence says ${language}`
    : `starts with ${first.kind === 'word' ? first.word : 'an assignment'}`;
  return trailing ? fromTranscript(trailing, `${reason}; output after the commands left out`) : run(code.text, reason);
}

/** A labelled fence may call a program we do not know; a name with capitals, colons or columns after it is none. */
function looksLikeProgram(text: string, first: ReturnType<typeof firstWord>): boolean {
  if (first.kind !== 'word' || !/^[a-z0-9_$"~][\w.+/${}"~-]*$/.test(first.word)) return false;
  return !/\S(?:\s{3,}|\t+)\S/.test(firstSpokenLine(text).trim());
}

function otherLanguage(code: CodeBlock, language: string): Verdict {
  const announced = announcement(code.lead) === 'output' || announcesItself(code.text);
  return announced
    ? output(code, `fence says ${language}; the line before announces output`)
    : shown(`fence says ${language}`);
}

function run(commands: string, reason: string): Verdict {
  return { runnable: true, reason, commands };
}

function fromTranscript({ commands, output: seen }: Transcript, reason: string): Verdict {
  return { runnable: true, reason, commands, ...(seen ? { output: seen } : {}) };
}

function output(code: CodeBlock, reason: string): Verdict {
  const text = announcesItself(code.text) ? code.text.replace(/^\s*\S.*\n?/, '') : code.text;
  return { runnable: false, reason, commands: '', output: text };
}

function shown(reason: string): Verdict {
  return { runnable: false, reason, commands: '' };
}
