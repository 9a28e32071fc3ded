import type { Process } from './process.ts';

/** The prompt as `PS1` says, with bash's `\u \h \w \W \$`. */
export function promptOf({ state, computer }: Process): string {
  const { user, hostname, prompt } = computer.machine;
  const home = state.env.get('HOME') ?? user.home;
  const place = state.cwd === home || state.cwd.startsWith(`${home}/`) ? `~${state.cwd.slice(home.length)}` : state.cwd;
  const parts: Record<string, string> = {
    u: user.name,
    h: hostname.split('.')[0]!,
    H: hostname,
    w: place,
    W: place === '~' ? '~' : state.cwd.split('/').pop() || '/',
    $: user.uid === 0 ? '#' : '$',
    n: '\n',
    e: '\x1b',
    '[': '',
    ']': '',
    '\\': '\\',
  };
  return (state.env.get('PS1') ?? prompt).replace(/\\(.)/gs, (whole, letter: string) => parts[letter] ?? whole);
}
