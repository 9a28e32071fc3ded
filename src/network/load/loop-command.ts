import type { Load } from '../types.ts';

/**
 * The load of a container that runs a shell loop of curl or wget, as demo pods do
 * (`while true; do curl -m3 http://nginx-svc; sleep 3; done`): each URL, as often as the sleeps allow.
 */
export function loopLoad(command: readonly string[]): Load[] {
  const script = command.join(' ');
  const body = /\b(?:while|for|until)\b[^;]*;+\s*(?:[^;]*;;\s*)?do\b(.*)\bdone\b/s.exec(script)?.[1];
  if (body === undefined) return [];
  const pause = [...body.matchAll(/\bsleep\s+(\d+(?:\.\d+)?)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
  return [...body.matchAll(/\b(?:curl|wget)\b([^;|&]*)/g)].flatMap(([, words = '']) => {
    const target = urlIn(words);
    const every = Math.max(1, pause) * 1000;
    return target === undefined ? [] : [{ every, target, protocol: 'tcp' as const }];
  });
}

/** The first word that is no option (or an option's value) and looks like an address. */
function urlIn(words: string): string | undefined {
  const url = words
    .trim()
    .split(/\s+/)
    .map(unquoted)
    .find((word) => /^https?:\/\//.test(word));
  if (url) return url;
  const bare = words
    .trim()
    .split(/\s+/)
    .map(unquoted)
    .findLast((word) => /^[a-z][a-z0-9.-]*(:\d+)?(\/\S*)?$/i.test(word));
  return bare === undefined ? undefined : `http://${bare}`;
}

function unquoted(word: string): string {
  return word.replace(/^['"]|['"]$/g, '');
}
