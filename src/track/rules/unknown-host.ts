import { shownPath } from '../paths.ts';
import type { Script } from '../types.ts';
import type { Rule } from './rule.ts';

const TOP = { line: 1, column: 1 };

/** A script whose host is not in config.yml never runs, and nobody notices. */
export const unknownHost: Rule = {
  name: 'script-for-unknown-host',
  severity: 'error',
  description: 'a lifecycle script or terminal of a host that config.yml does not have',
  check({ tree, source, track, challenges }) {
    if (!source.config) return [];
    const hosts = new Set(track.hosts.map(({ name }) => name));
    const advice = hosts.size > 0 ? `hosts of config.yml: ${[...hosts].join(', ')}` : 'config.yml has no host';
    const scripts: Script[] = [track.scripts, ...challenges.map(({ challenge }) => challenge.scripts)].flatMap((all) =>
      Object.values(all).flat(),
    );
    const ofScripts = scripts
      .filter(({ host }) => !hosts.has(host))
      .map(({ host, file }) => ({
        file: shownPath(tree, file),
        position: TOP,
        message: `no host is called ${host}: this script never runs`,
        advice,
      }));
    const ofTabs = challenges.flatMap(({ challenge: { tabs }, source: { at }, file }) =>
      tabs.flatMap(({ type, hostname }, index) => {
        if (!['terminal', 'code', 'service'].includes(type) || !hostname || hosts.has(hostname)) return [];
        const message = `no host is called ${hostname}: this tab cannot open`;
        return [{ file, position: at(['tabs', index, 'hostname']), message, advice }];
      }),
    );
    return [...ofScripts, ...ofTabs];
  },
};
