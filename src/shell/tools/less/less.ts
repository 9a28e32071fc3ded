import type { Tool, ToolContext } from '../../types.ts';
import { readOperands } from '../operands.ts';
import { readOptions } from '../options.ts';
import { type Page, pageRequest } from './page-request.ts';

/**
 * Shows files or standard input page by page, where the learner's screen can and the output is meant
 * for it; all at once everywhere else.
 */
export const less: Tool = {
  name: 'less',
  aliases: ['more'],
  streams: true,
  async run(context) {
    const { args, name, tty, stderr, stdout } = context;
    const [place, words] = placeOf(args);
    const options = readOptions(words, { flags: FLAGS, values: VALUES, long: LONG });
    if (typeof options === 'string') {
      stderr(`${name}: ${options} ("${name} --help" for help)\n`);
      return 1;
    }
    const { operands, flags, values } = options;
    if (operands.length === 0 && tty.stdin) {
      stderr(`Missing filename ("${name} --help" for help)\n`);
      return 1;
    }
    const text = await readOperands(context, operands);
    if (text === undefined) return 1;
    const fits = flags.has('F') && text.split('\n').length <= tty.rows;
    if (!canPage(context) || fits) {
      stdout(text);
      return 0;
    }
    await show(context, {
      title: operands.join(' '),
      text,
      numbers: flags.has('N'),
      chopped: flags.has('S'),
      ignoreCase: flags.has('i') || flags.has('I'),
      ...place,
      ...(values.has('p') && { pattern: values.get('p') }),
    });
    return 0;
  },
};

/** Options of the real one that mean something here, and those that may be given and change nothing. */
const FLAGS = [...'NSFiIRrXMmeEnqQsKwWgGJLc'];
const VALUES = [...'pxzjP'];
const LONG = {
  'LINE-NUMBERS': 'N',
  'chop-long-lines': 'S',
  'quit-if-one-screen': 'F',
  'ignore-case': 'i',
  'IGNORE-CASE': 'I',
  'RAW-CONTROL-CHARS': 'R',
  'no-init': 'X',
  pattern: 'p',
};

/** `+G`, `+25` and `+/words` say where to begin. */
function placeOf(args: readonly string[]): [Pick<Page, 'line' | 'pattern' | 'atEnd'>, string[]] {
  const place = args.findLast((argument) => argument.startsWith('+'))?.slice(1) ?? '';
  const words = args.filter((argument) => !argument.startsWith('+'));
  if (place.startsWith('/')) return [{ pattern: place.slice(1) }, words];
  if (place === 'G') return [{ atEnd: true }, words];
  return [/^\d+g?$/.test(place) ? { line: Number.parseInt(place, 10) } : {}, words];
}

function canPage({ tty, keyboard }: ToolContext): boolean {
  return tty.stdout && keyboard !== undefined && tty.pages === true;
}

/** Hands the text to the screen and waits for the line that says it was read. */
async function show({ stdout, keyboard }: ToolContext, page: Page): Promise<void> {
  stdout(pageRequest(page));
  for await (const piece of keyboard!()) if (piece.includes('\n')) return;
}

export const clear: Tool = {
  name: 'clear',
  aliases: ['reset'],
  async run({ stdout }) {
    stdout('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
};
