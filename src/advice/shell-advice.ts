import type { Advice } from './advise.ts';
import { didYouMean } from './did-you-mean.ts';
import type { World } from './world.ts';

export const shellAdvice: readonly Advice[] = [
  {
    sign: /^(?:-?(?:ba|a|da)?sh: )(?:line \d+: |\d+: )?([\w.+-]+): (?:command )?not found$/m,
    say: ([, program], { surroundings }) => didYouMean(program!, surroundings.programs()),
  },
  {
    sign: /the path "([^"]+)" does not exist|^(?:[\w.-]+): (?:can't (?:read|open) |cannot (?:access|stat|open) )?'?([^\s':]+)'?: No such file or directory/m,
    say: ([, path, other], world) => fileNear(path ?? other!, world),
  },
];

function fileNear(path: string, { surroundings }: World): string {
  const { cwd, list } = surroundings;
  const slash = path.lastIndexOf('/');
  const folder =
    slash < 0 ? cwd : path.startsWith('/') ? path.slice(0, slash) || '/' : `${cwd}/${path.slice(0, slash)}`;
  const names = list(folder).map(({ name }) => name);
  const before = path.slice(0, slash + 1);
  const meant = didYouMean(path.slice(slash + 1), names);
  if (meant) return meant.replace('mean ', `mean ${before}`);
  if (names.length === 0 && slash > 0)
    return `There is no folder ${path.slice(0, slash)} here: 'ls' shows what there is.`;
  return `'ls${before === '' ? '' : ` ${before}`}' shows what is there.`;
}
