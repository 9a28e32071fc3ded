/**
 * The language of texts: the one asked for, else the one of the surroundings, as two letters (`de_DE.UTF-8` is `de`).
 * English where nothing is said, or `C`.
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>, asked?: string): string {
  const named = asked || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^([a-z]{2,3})(?:[_.@-]|$)/i.exec(named)?.[1]?.toLowerCase() ?? 'en';
}
