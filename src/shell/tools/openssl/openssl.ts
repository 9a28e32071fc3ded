import type { Tool, ToolContext } from '../../types.ts';
import { readOperand } from '../operands.ts';
import { readOptions } from '../options.ts';

/** `openssl rand` and `openssl base64` (`enc -base64`), on the lab's seeded chance. */
export const openssl: Tool = {
  name: 'openssl',
  async run(context) {
    const [command, ...rest] = context.args;
    if (command === 'rand') return rand(context, rest);
    if (command === 'base64') return base64(context, rest);
    if (command === 'enc' && (rest[0] === '-base64' || rest[0] === '-a')) return base64(context, rest.slice(1));
    if (command === 'version') {
      context.stdout('OpenSSL 3.0.11 19 Sep 2023 (Library: OpenSSL 3.0.11 19 Sep 2023)\n');
      return 0;
    }
    context.stderr(
      `openssl: '${command ?? ''}' is not part of this lab: it offers 'openssl rand' and 'openssl base64'\n`,
    );
    return 1;
  },
};

async function rand({ random, stdout, stderr }: ToolContext, args: string[]): Promise<number> {
  const count = Number(args.find((argument) => !argument.startsWith('-')));
  if (!Number.isSafeInteger(count) || count < 1 || count > 1_000_000) {
    stderr('rand: Use -help for summary: openssl rand [-hex | -base64] NUMBER-OF-BYTES\n');
    return 1;
  }
  const bytes = Array.from({ length: count }, () => random.integer(256));
  if (args.includes('-hex')) stdout(`${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}\n`);
  else if (args.includes('-base64')) stdout(folded(btoa(String.fromCharCode(...bytes))));
  else stdout(String.fromCharCode(...bytes));
  return 0;
}

async function base64(context: ToolContext, args: string[]): Promise<number> {
  const options = readOptions(
    args.map((word) => ({ '-in': '--in', '-out': '--out' })[word] ?? word),
    { flags: ['d', 'e', 'A', 'a'], values: ['in', 'out'] },
  );
  if (typeof options === 'string') {
    context.stderr(`base64: ${options}\n`);
    return 1;
  }
  const text = await readOperand(context, options.values.get('in') ?? '-');
  if (text === undefined) return 1;
  let output: string;
  if (options.flags.has('d')) {
    try {
      output = new TextDecoder().decode(
        Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0)),
      );
    } catch {
      context.stderr('error reading input file: not base64\n');
      return 1;
    }
  } else {
    const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(text)));
    output = options.flags.has('A') ? encoded : folded(encoded);
  }
  const file = options.values.get('out');
  if (file === undefined) context.stdout(output);
  else await context.fs.writeFile(context.resolve(file), output);
  return 0;
}

function folded(text: string): string {
  return text.replace(/.{1,64}/g, '$&\n');
}
