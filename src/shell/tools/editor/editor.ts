import type { Tool } from '../../types.ts';

/**
 * Has the learner's screen edit a file. The screen reads the request (`OSC 7777 ; edit ; PATH BEL`) from what the terminal
 * prints, and answers with one line of input: the new text as JSON, or an empty line for "as it was". Only where
 * FIREDRILL_SCREEN says that there is such a screen.
 */
export const editor: Tool = {
  name: 'vi',
  aliases: ['vim', 'nano', 'emacs', 'edit', 'editor', 'view'],
  streams: true,
  async run({ name, args, env, tty, fs, resolve, stdinChunks, stdout, stderr }) {
    const file = args.find((argument) => !/^[-+]/.test(argument));
    if (!tty.stdin || env.get('FIREDRILL_SCREEN') !== '1') {
      stderr(withoutScreen(name, file ?? 'FILE'));
      return 1;
    }
    if (file === undefined) {
      stderr(`${name}: name the file to edit, as in ${name} notes.txt\n`);
      return 1;
    }
    const path = resolve(file);
    const isFolder = (await fs.exists(path)) && (await fs.stat(path)).isDirectory;
    if (isFolder) {
      stderr(`${name}: ${file} is a folder\n`);
      return 1;
    }
    stdout(`\x1b]7777;edit;${path}\x07${name} ${file} (Enter leaves the file as it is)\n`);
    const text = readAnswer(await firstLine(stdinChunks()));
    if (text !== undefined) await fs.writeFile(path, text);
    return 0;
  },
};

async function firstLine(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.includes('\n')) break;
  }
  return text.split('\n')[0]!;
}

function readAnswer(line: string): string | undefined {
  try {
    const text: unknown = JSON.parse(line);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

function withoutScreen(name: string, file: string): string {
  return (
    `${name}: there is no full-screen editor here; change a file with sed -i 's/OLD/NEW/' ${file}, or write it ` +
    `anew with cat > ${file} <<EOF; for kubectl edit set KUBE_EDITOR, as in KUBE_EDITOR="sed -i 's/OLD/NEW/'" kubectl edit ...\n`
  );
}
