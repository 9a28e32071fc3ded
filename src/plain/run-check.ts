import type { CheckResult, Lab, Session } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import type { LineSource } from './line-source.ts';

export interface CheckRun {
  session: Session;
  pace: Lab['pace'];
  lines: LineSource;
  /** A person sits there: Enter lets time run to the moment the check waits for. */
  live: boolean;
  say(text: string): void;
}

/** Asks the step's check, and says what it waits for meanwhile. */
export async function runCheck({ session, pace, lines, live, say }: CheckRun): Promise<CheckResult> {
  let announced = '';
  let waitingUntil: number | undefined;
  const checking = session.check({
    onWait: (result) => {
      if (result.message === announced) return;
      announced = result.message;
      const seconds = Math.max(1, Math.round(((result.nextAt ?? 0) - session.target.now) / 1_000));
      say(texts.waiting(result.message, seconds));
      if (live && pace.hurryTo) say(texts.letTimeRun);
      waitingUntil = result.nextAt;
    },
  });
  return live ? hurried(checking) : checking;

  async function hurried(work: Promise<CheckResult>): Promise<CheckResult> {
    let settled = false;
    const watched = work.finally(() => void (settled = true));
    watched.catch(() => {});
    while (!settled) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!settled && waitingUntil !== undefined && lines.take() !== undefined) await pace.hurryTo?.(waitingUntil);
    }
    return watched;
  }
}
