import type { KubectlFiles } from '../types.ts';

/** A folder with a kustomization: its files are named relative to it. */
export class Folder {
  readonly path: string;
  readonly #files: KubectlFiles;

  constructor(files: KubectlFiles, path: string) {
    this.#files = files;
    this.path = path;
  }

  /** `..` and `.` are taken out of the path, as far as the root. */
  resolve(path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${this.path}/${path}`).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }

  at(path: string): Folder {
    return new Folder(this.#files, this.resolve(path));
  }

  has(path: string): Promise<boolean> {
    return this.#files.exists(this.resolve(path));
  }

  async isFolder(path: string): Promise<boolean> {
    return (await this.has(path)) && (await this.#files.stat(this.resolve(path))).isDirectory;
  }

  read(path: string): Promise<string> {
    return this.#files.readFile(this.resolve(path));
  }

  /** What kustomize says of a file that is not there. */
  missing(path: string): string {
    const full = this.resolve(path);
    return `evalsymlink failure on '${full}' : lstat ${full}: no such file or directory`;
  }
}
