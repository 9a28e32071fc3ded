import { substituteVariables, type Track } from '../track/index.ts';
import type { Target } from './target.ts';

/**
 * A text with its `[[ Instruqt-Var ]]` filled in: by what a script set (`agent variable set`), else from the `variables`
 * of firedrill.yml, else from the environment of the machine named (the first by default). Keys have no case; unknown
 * ones become empty, as on Instruqt.
 */
export function fillVariables(text: string, track: Track, target: Target): string {
  if (!text.includes('[[')) return text;
  return substituteVariables(text, (key, hostname) => {
    const set = target.agentVariable?.(key, hostname);
    if (set !== undefined) return set;
    const host = track.hosts.find(({ name }) => name === hostname) ?? track.hosts[0];
    const places = [track.sidecar.variables, host?.environment ?? {}, target.variables];
    for (const place of places) {
      const found = Object.entries(place).find(([name]) => name.toLowerCase() === key.toLowerCase());
      if (found) return found[1];
    }
    return undefined;
  });
}
