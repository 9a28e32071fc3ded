const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Does `work` before a signal ends this process with its usual exit code. Returns the way to stop listening. */
export function onSignals(work: () => void): () => void {
  const listeners = Object.entries(CODES).map(([signal, code]) => {
    const listener = () => {
      work();
      process.exit(code);
    };
    process.once(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}
