import type { OutsideName } from '../network/index.ts';
import type { Environment } from './environment.ts';

/** Addresses for sites an environment does not know: 198.18.0.0/15 is kept for tests (RFC 2544). */
const address = (index: number): string => `198.18.${Math.floor(index / 250)}.${1 + (index % 250)}`;

/**
 * The environment with texts at URLs outside of it: `curl`, `wget` and `kubectl apply -f` get them there. A site it
 * knows keeps its address and has these pages only; any other comes into being.
 */
export function withDownloads(environment: Environment, downloads: Readonly<Record<string, string>>): Environment {
  const sites = pagesBySite(downloads);
  if (sites.size === 0) return environment;
  const known = environment.outside.map((row) => withPages(row, sites.get(row.name)));
  const names = new Set(environment.outside.map(({ name }) => name));
  const added = [...sites].filter(([name]) => !names.has(name)).map(([name, pages], index) => site(name, pages, index));
  return { ...environment, outside: [...added, ...known] };
}

function pagesBySite(downloads: Readonly<Record<string, string>>): Map<string, Record<string, string>> {
  const sites = new Map<string, Record<string, string>>();
  for (const [url, text] of Object.entries(downloads)) {
    if (!URL.canParse(url)) continue;
    const { hostname, pathname } = new URL(url);
    sites.set(hostname, { ...sites.get(hostname), [pathname]: text });
  }
  return sites;
}

function withPages(row: OutsideName, pages: Record<string, string> | undefined): OutsideName {
  return pages ? { ...row, listens: row.listens ?? WEB, pages: { ...row.pages, ...pages } } : row;
}

const WEB = [
  { port: 80, program: 'web' },
  { port: 443, program: 'web', tls: true },
];

function site(name: string, pages: Record<string, string>, index: number): OutsideName {
  return { name, addresses: [address(index)], listens: WEB, ping: true, rtt: 20, pages };
}
