import type { ToolContext } from '../../types.ts';
import type { WebUrl } from '../network/url.ts';
import type { WgetOptions } from './options.ts';

/** The file a URL is saved to: its last path segment, `index.html` for a directory; `-` is standard output. */
export async function chooseFile(context: ToolContext, url: WebUrl, options: WgetOptions): Promise<string> {
  if (options.output !== undefined) return options.output;
  const base = url.target.split('?')[0]!.split('/').at(-1) || 'index.html';
  const name = options.directory === undefined ? base : `${options.directory.replace(/\/$/, '')}/${base}`;
  if (!(await context.fs.exists(context.resolve(name)))) return name;
  for (let number = 1; ; number++) {
    const free = `${name}.${number}`;
    if (!(await context.fs.exists(context.resolve(free)))) return free;
  }
}

/** Writes what was fetched to where it belongs. */
export async function saveFile(context: ToolContext, file: string, text: string): Promise<void> {
  if (file === '/dev/null') return;
  if (file === '-') context.stdout(text);
  else await context.fs.writeFile(context.resolve(file), text);
}
