const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const works = new Set<() => void>();

/**
 * Does `work` before a signal ends this process with its usual exit code; of several, what was asked for last is done
 * first. Returns the way to stop listening.
 */
export function onSignals(work: () => void): () => void {
  // The same work asked for twice is done twice.
  const own = () => work();
  if (works.size === 0) for (const signal of Object.keys(CODES)) process.on(signal, end);
  works.add(own);
  return () => {
    works.delete(own);
    if (works.size === 0) for (const signal of Object.keys(CODES)) process.off(signal, end);
  };
}

function end(signal: keyof typeof CODES): void {
  for (const work of [...works].reverse()) work();
  process.exit(CODES[signal]);
}
