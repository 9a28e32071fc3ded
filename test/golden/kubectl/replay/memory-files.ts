import type { KubectlFiles } from '../../../../src/kubectl/index.ts';

/** A file system in memory, enough for one kubectl. */
export class MemoryFiles implements KubectlFiles {
  readonly files = new Map<string, string>();
  readonly #folders = new Set<string>(['/', '/tmp']);

  async readFile(path: string): Promise<string> {
    const text = this.files.get(path);
    if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
    return text;
  }

  async writeFile(path: string, text: string): Promise<void> {
    this.files.set(path, text);
  }

  async exists(path: string): Promise<boolean> {
    return this.files.has(path) || this.#isFolder(path);
  }

  async stat(path: string): Promise<{ isFile: boolean; isDirectory: boolean; mode: number }> {
    return { mode: 0o644, isFile: this.files.has(path), isDirectory: !this.files.has(path) && this.#isFolder(path) };
  }

  async readdir(path: string): Promise<string[]> {
    const prefix = path === '/' ? '/' : `${path.replace(/\/$/, '')}/`;
    const below = [...this.files.keys(), ...this.#folders].filter((each) => each.startsWith(prefix) && each !== prefix);
    return [...new Set(below.map((each) => each.slice(prefix.length).split('/')[0]!))].filter(Boolean);
  }

  async mkdir(path: string): Promise<void> {
    this.#folders.add(path);
  }

  async rm(path: string): Promise<void> {
    for (const file of [...this.files.keys()]) {
      if (file === path || file.startsWith(`${path}/`)) this.files.delete(file);
    }
    this.#folders.delete(path);
  }

  #isFolder(path: string): boolean {
    const plain = path.replace(/\/$/, '') || '/';
    return this.#folders.has(plain) || [...this.files.keys()].some((file) => file.startsWith(`${plain}/`));
  }
}
