/** Colours beyond the sixteen that a terminal's theme may change. */
export type ColorDepth = 'none' | '256' | 'true';

/** How many colours the terminal says it has. Without colour, or with sixteen that a theme may change, no pictures. */
export function colorDepth(env: Readonly<Record<string, string | undefined>>): ColorDepth {
  if (env['NO_COLOR']) return 'none';
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 'true';
  if (/-direct$|^(xterm-kitty|xterm-ghostty|wezterm|alacritty|foot)/.test(env['TERM'] ?? '')) return 'true';
  if (/^(iTerm\.app|WezTerm|vscode|ghostty)$/.test(env['TERM_PROGRAM'] ?? '')) return 'true';
  return /256/.test(env['TERM'] ?? '') ? '256' : 'none';
}
