import { Failure } from '../failure.ts';
import { findCommand } from '../find-command.ts';
import type { Invocation } from '../invocation.ts';
import { PLUGIN_PREFIX } from '../plugins.ts';
import { isExecutable, pathFolders } from '../programs.ts';

/** `kubectl plugin list`: the programs of the PATH that are plugins, and what keeps some from being run. */
export async function pluginList(call: Invocation): Promise<void> {
  const plugins = await findPlugins(call);
  if (plugins.length === 0) throw new Failure('unable to find any kubectl plugins in your PATH');
  call.print('The following compatible plugins are available:\n\n');
  const seen = new Map<string, string>();
  let warnings = 0;
  for (const { folder, name } of plugins) {
    const path = `${folder}/${name}`;
    call.print(`${call.flags.bool('name-only') ? name : path}\n`);
    const problems = [
      ...((await isExecutable(call.context, path))
        ? []
        : [`${path} identified as a kubectl plugin, but it is not executable`]),
      ...(seen.has(name) ? [`${path} is overshadowed by a similarly named plugin: ${seen.get(name)}`] : []),
      ...overwritten(name),
    ];
    if (!seen.has(name)) seen.set(name, path);
    for (const problem of problems) call.complain(`  - warning: ${problem}\n`);
    warnings += problems.length;
  }
  if (warnings === 1) throw new Failure('one plugin warning was found');
  if (warnings > 1) throw new Failure(`${warnings} plugin warnings were found`);
}

async function findPlugins(call: Invocation): Promise<{ folder: string; name: string }[]> {
  const { fs, resolve } = call.context;
  const found: { folder: string; name: string }[] = [];
  for (const folder of pathFolders(call.context)) {
    if (!(await fs.exists(resolve(folder)))) {
      call.complain(
        `Unable to read directory "${folder}" from your PATH: open ${folder}: no such file or directory. Skipping...\n`,
      );
      continue;
    }
    for (const name of (await fs.readdir(resolve(folder))).sort()) {
      if (!name.startsWith(PLUGIN_PREFIX) || (await fs.stat(resolve(`${folder}/${name}`))).isDirectory) continue;
      found.push({ folder, name });
    }
  }
  return found;
}

/** kubectl's own verb goes first, so this plugin is never run. */
function overwritten(name: string): string[] {
  const { chain } = findCommand(name.slice(PLUGIN_PREFIX.length).split('-'));
  if (chain.length === 1) return [];
  return [`${name} overwrites existing command: "${chain.map((each) => each.name).join(' ')}"`];
}
