import type { Surroundings } from '../types.ts';
import type { MachineFiles } from './machine-files.ts';
import type { Process } from './process.ts';

export function surroundingsOf({ computer, state }: Process): Surroundings {
  const { files, machine } = computer;
  const list = (folder: string) => listFolder(files, folder);
  return {
    cwd: state.cwd,
    home: state.env.get('HOME') ?? machine.user.home,
    programs() {
      const onPath = (state.env.get('PATH') ?? '').split(':').flatMap((folder) => (folder === '' ? [] : list(folder)));
      const files = onPath.filter(({ isFolder }) => !isFolder).map(({ name }) => name);
      return [
        ...new Set([...computer.commands.keys(), ...computer.programs.keys(), ...state.functions.keys(), ...files]),
      ];
    },
    variables: () => [...state.env.keys()].filter((name) => /^[A-Za-z_]\w*$/.test(name)),
    variable: (name) => state.env.get(name),
    list,
    read: (path) => readText(files, path),
  };
}

interface Entry {
  type: 'file' | 'directory' | 'symlink';
  content?: string | Uint8Array;
}

/** The bundled file system answers promises only; what it holds is a map from paths to entries. */
function entries({ memory }: MachineFiles): ReadonlyMap<string, Entry> {
  return (memory as unknown as { data: ReadonlyMap<string, Entry> }).data;
}

function listFolder(files: MachineFiles, folder: string): { name: string; isFolder: boolean }[] {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const found: { name: string; isFolder: boolean }[] = [];
  for (const [path, { type }] of entries(files)) {
    if (!path.startsWith(prefix) || path.length === prefix.length || path.includes('/', prefix.length)) continue;
    found.push({ name: path.slice(prefix.length), isFolder: type === 'directory' });
  }
  return found;
}

function readText(files: MachineFiles, path: string): string | undefined {
  const content = entries(files).get(path)?.content;
  return content instanceof Uint8Array ? new TextDecoder().decode(content) : content;
}
