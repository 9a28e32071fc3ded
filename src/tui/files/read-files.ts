import type { Session } from '../../runner/index.ts';
import { screenTexts as texts } from '../../texts/index.ts';
import type { FileView } from './file-state.ts';

const MOST_FILES = 300;

/** What lies at a `code` tab's path on the host: one file, or the files below a folder. */
export async function readFiles(session: Session, host: string, path: string, open?: string): Promise<FileView> {
  const { fs } = session.target.terminal(host);
  if (!(await fs.exists(path))) return { names: [], problem: texts.fileMissing(path) };
  const { isFile } = await fs.stat(path);
  const names = isFile ? [path] : await filesBelow(fs, path);
  const shown = open ?? (isFile ? path : undefined);
  if (shown !== undefined && (await fs.exists(shown)))
    return { names, open: { path: shown, text: await fs.readFile(shown) } };
  return names.length === 0 ? { names, problem: texts.folderEmpty(path) } : { names };
}

type Files = ReturnType<Session['target']['terminal']>['fs'];

async function filesBelow(fs: Files, folder: string): Promise<string[]> {
  const found: string[] = [];
  const waiting = [folder.replace(/\/$/, '')];
  while (waiting.length > 0 && found.length < MOST_FILES) {
    const current = waiting.shift()!;
    for (const name of (await fs.readdir(current || '/')).sort()) {
      const path = `${current}/${name}`;
      if ((await fs.stat(path)).isDirectory) waiting.push(path);
      else found.push(path);
    }
  }
  return found.slice(0, MOST_FILES);
}
