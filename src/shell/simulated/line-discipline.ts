import type { Clock } from '../../clock/index.ts';
import { Pipe } from './pipe.ts';
import { INTERRUPT, type Input } from './streams.ts';

/** What a terminal does between the keys and the program in front of it. */
export interface LineDiscipline {
  /** What was typed, without the interrupts. */
  lines: Pipe;
  /** Gives the terminal back; what was typed ahead stays for who reads next. */
  release(): Promise<void>;
}

/**
 * Takes `source` raw and watches for Ctrl-C while programs run: it goes to the reader of `lines` if that has taken them
 * raw in turn (a shell in a shell), and to `onInterrupt` otherwise.
 */
export function startLineDiscipline(source: Input, clock: Clock, onInterrupt: () => void): LineDiscipline {
  const lines = new Pipe(clock);
  const stop = new AbortController();
  const giveBack = source.takeRaw?.();
  const pump = clock.activity(async () => {
    let ended = false;
    for (;;) {
      const piece = await source.next(stop.signal);
      if (piece === undefined) {
        // A second end without a word between is the end for good.
        if (ended) return lines.close();
        lines.end();
      } else deliver(piece);
      ended = piece === undefined;
    }
  });
  pump.catch(() => {});
  return {
    lines,
    release: async () => {
      stop.abort(new Error('released'));
      giveBack?.();
      await clock.waiting(pump.catch(() => {}));
      const typedAhead = lines.drain();
      if (typedAhead !== '') source.unread(typedAhead);
    },
  };

  function deliver(piece: string): void {
    const [first = '', ...others] = piece.split(INTERRUPT);
    lines.write(first);
    for (const text of others) {
      if (!lines.interrupt()) {
        lines.clear();
        onInterrupt();
      }
      lines.write(text);
    }
  }
}
