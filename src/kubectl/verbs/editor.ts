import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** Opens the person's editor on a file and waits until it is left. */
export async function launchEditor(call: Invocation, path: string): Promise<void> {
  const editor = call.context.env.get('KUBE_EDITOR') || call.context.env.get('EDITOR') || 'vi';
  const command = /["'\\]/.test(editor)
    ? ['sh', '-c', `${editor} ${path}`]
    : [...editor.split(' ').filter(Boolean), path];
  const code = await call.context.exec(command, { stdout: call.context.stdout, stderr: () => {} });
  if (code === 127) throw new Failure(`unable to launch the editor "${editor}"`);
  if (code !== 0) throw new Failure(`there was a problem with the editor "${editor}"`);
}

/** A new file to edit. */
export async function temporaryFile(call: Invocation, extension: string): Promise<string> {
  const { fs, clock } = call.context;
  await fs.mkdir('/tmp', { recursive: true });
  for (let number = clock.now() % 1_000_000_000; ; number++) {
    const path = `/tmp/kubectl-edit-${number}.${extension}`;
    if (!(await fs.exists(path))) return path;
  }
}

/** What was saved, without the lines that explain. */
export function stripComments(text: string): string {
  return text.replace(/^#.*\n?/gm, '');
}
