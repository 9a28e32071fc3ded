import { outputShape } from './output-shapes.ts';

/** A block taken apart: what to type, and what the author saw. */
export interface Transcript {
  commands: string;
  output: string;
}

const PROMPT = /^\s*(?:\[?[\w.-]+@[\w.-]+[^$#\n]*\]?[$#]|(?:ba)?sh-[\d.]+[$#]|\$)\s+/;
const CONTINUED = /^>\s?/;

/** Takes the prompts off a copied terminal session; undefined when the block is none. */
export function splitTranscript(text: string): Transcript | undefined {
  const lines = text.split('\n');
  const first = lines.find((line) => /^\s*[^\s#]/.test(line));
  if (!first || !PROMPT.test(first)) return undefined;
  const commands: string[] = [];
  const output: string[] = [];
  let continues = false;
  for (const line of lines) {
    const isPrompt = PROMPT.test(line);
    const isCommand: boolean =
      isPrompt || continues || (commands.length > 0 && CONTINUED.test(line) && output.length === 0);
    const typed = isPrompt ? line.replace(PROMPT, '') : line.replace(CONTINUED, '');
    if (isCommand) commands.push(typed);
    else if (line.trim() !== '' || output.length > 0) output.push(line);
    continues = isCommand && typed.endsWith('\\');
  }
  return { commands: commands.join('\n'), output: output.join('\n').trimEnd() };
}

/** Cuts output that follows its commands without a prompt; undefined when there is none. */
export function splitTrailingOutput(text: string): Transcript | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line, index) => index > 0 && outputShape(line) !== undefined);
  if (start < 0) return undefined;
  const commands = lines.slice(0, start).join('\n');
  // Inside a here document or an open quote a table is data, not output.
  if (/<<-?\s*\\?["']?\w/.test(commands) || (commands.split("'").length - 1) % 2 === 1) return undefined;
  return { commands: commands.trimEnd(), output: lines.slice(start).join('\n').trimEnd() };
}
