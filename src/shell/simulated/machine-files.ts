import { bytesOfText, textOfBytes } from '../../cluster/index.ts';
import type { FileSystem } from '../types.ts';
import { DeviceFiles } from './device-files.ts';

/** The files of one simulated machine, held in memory; every shell opened on the machine shares them. */
export class MachineFiles implements FileSystem {
  /** The same files as the interpreter sees them: symbolic links, modes, bytes. */
  readonly memory: DeviceFiles;

  constructor(random: { integer(limit: number): number }) {
    this.memory = new DeviceFiles(random);
  }

  readFile(path: string): Promise<string> {
    return coded(async () => textOfBytes(await this.memory.readFileBuffer(path)));
  }

  writeFile(path: string, text: string): Promise<void> {
    return coded(() => this.memory.writeFile(path, bytesOfText(text)));
  }

  appendFile(path: string, text: string): Promise<void> {
    return coded(() => this.memory.appendFile(path, bytesOfText(text)));
  }

  exists(path: string): Promise<boolean> {
    return this.memory.exists(path);
  }

  stat(path: string): ReturnType<FileSystem['stat']> {
    return coded(() => this.memory.stat(path));
  }

  readdir(path: string): Promise<string[]> {
    return coded(() => this.memory.readdir(path));
  }

  mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    return coded(() => this.memory.mkdir(path, options));
  }

  rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    return coded(() => this.memory.rm(path, options));
  }
}

async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = /^(E[A-Z]+):/.exec((error as Error).message)?.[1];
    throw code ? Object.assign(error as Error, { code }) : error;
  }
}
