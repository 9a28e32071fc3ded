/** What stands behind the words; `either` where nobody knows. */
export type Theme = 'dark' | 'light' | 'either';

export const THEMES = ['dark', 'light'] as const;

/**
 * The background asked for, else the one the terminal tells of in COLORFGBG (`15;0`: white on black), as rxvt, Konsole and
 * others do.
 */
export function themeOf(env: Readonly<Record<string, string | undefined>>, asked?: string): Theme {
  if (asked === 'dark' || asked === 'light') return asked;
  const background = /(?:^|;)(\d{1,2})$/.exec(env['COLORFGBG'] ?? '')?.[1];
  if (background === undefined) return 'either';
  // Of the sixteen colours white (7) and the bright ones, but for bright black (8), are light.
  return DARK.has(Number(background)) ? 'dark' : 'light';
}

const DARK = new Set([0, 1, 2, 3, 4, 5, 6, 8]);
