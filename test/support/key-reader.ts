import type { PtyProgram } from './tui-pty.ts';

/** Keys of the screen's words, as a keyboard sends them. */
const SENT: Readonly<Record<string, string>> = { Enter: 'Enter', Esc: 'Escape' };

export interface Reading {
  /** Milliseconds from the first look at the screen to the end. */
  took: number;
  /** Of these, how many there was nothing to press: something ran, or time was waited for. */
  waited: number;
  pressed: readonly string[];
}

/**
 * Somebody who knows nothing but what is on the screen: presses only keys that stand there at that moment, until `over`
 * says that it is done. They run the block the screen offers, check when none is left, let time run when that is
 * offered, and do the last block of a step again when the check says "not yet".
 */
export async function playByWhatIsShown(
  program: PtyProgram,
  over: (text: string) => boolean,
  limit: number,
): Promise<Reading> {
  const began = performance.now();
  const pressed: string[] = [];
  const ran = new Set<string>();
  let waited = 0;
  let lastLook = began;
  let [step, last] = ['', ''];
  let checked = false;
  for (;;) {
    const { text } = program.screen;
    const now = performance.now();
    if (over(text)) return { took: now - began, waited, pressed };
    if (now - began > limit) throw new Error(`not done in ${limit / 1_000} s, after ${pressed.join(' ')}\n${text}`);
    const at = /step \d+ of \d+|finished/.exec(text)?.[0] ?? step;
    if (at !== step) [step, checked] = [at, false];
    const key = choose(text);
    if (key === undefined) waited += now - lastLook;
    else {
      pressed.push(key);
      await program.press(SENT[key] ?? key);
      // As long as a screen takes to answer a key.
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    lastLook = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  function choose(text: string): string | undefined {
    const shown = (words: RegExp) => words.exec(text);
    if (shown(/f let time run/)) return 'f';
    if (shown(/Enter goes on|Enter next/)) return 'Enter';
    if (shown(/is running|checking|next look in|being set up|as soon as|opening the lab/)) return undefined;
    if (shown(/Enter show \d+/)) return 'Enter';
    const offered = shown(/Enter run (\d+)/)?.[1];
    if (offered !== undefined && !ran.has(offered)) {
      ran.add(offered);
      last = offered;
      checked = false;
      return 'Enter';
    }
    if (shown(/N (?:next step|finish|goes on|finishes)/)) return 'N';
    if (checked && shown(/not yet/)) {
      checked = false;
      const again = shown(/[Bb]lock (\d+)/)?.[1] ?? last;
      return again;
    }
    if (!checked && shown(/c checks? /)) {
      checked = true;
      return 'c';
    }
    return undefined;
  }
}
