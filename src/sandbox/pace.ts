import type { Sandbox } from './sandbox.ts';

/** How a target's time passes while something is waited for. */
export interface Pace {
  /** Lets time pass until `work` settles. Free time rejects with `Stalled` once it passes `limit` (ms). */
  run<T>(work: Promise<T>, limit?: number): Promise<T>;
  /** Lets time pass until `moment` (ms), or until the signal aborts. */
  until(moment: number, signal?: AbortSignal): Promise<void>;
  /** The time a person takes to read before the next block or line; none where a person does. */
  read(): Promise<void>;
  /** The time a person takes at least between applying an alert and setting it off; none where a person does. */
  settle(): Promise<void>;
  /** Brings simulated time up to date before something from outside comes in. */
  catchUp(): Promise<void>;
  /** How long an answer is waited for that only time can change; `timeout` in milliseconds of the target's time. */
  patience(timeout: number): Patience;
  /** Lets time run as fast as it goes until `work` settles or `limit` (ms) is passed; absent where time is real. */
  hurry?<T>(work: Promise<T>, limit?: number): Promise<T>;
  /** The same up to `moment` (ms). */
  hurryTo?(moment: number): Promise<void>;
  stop(): void;
}

/** The waiting of one check. `nextAt`: the moment (ms) that may change the answer, where it is known. */
export interface Patience {
  /** Why waiting on has no point, for people; `''` when the time is simply over, undefined while it may help. */
  over(answer: { nextAt?: number; alerts: readonly string[] }): Promise<string | undefined>;
  /** Lets time pass until the answer may be another, or until the signal aborts. */
  pass(answer: { nextAt?: number }, signal?: AbortSignal): Promise<void>;
}

/**
 * `max`: free-running time; a number: so many simulated seconds per real one. `ceiling` tells the moment that simulated
 * time may not pass, whatever the speed: the real time, for whoever compares the two.
 */
export function paceOf(sandbox: Sandbox, speed: number | 'max', ceiling = () => Number.POSITIVE_INFINITY): Pace {
  return speed === 'max' ? freePace(sandbox) : realPace(sandbox, speed, ceiling);
}

/** Waits from moment to moment that the answers name. */
function patienceOf(sandbox: Sandbox, timeout: number, until: Pace['until']): Patience {
  const deadline = sandbox.now + timeout;
  const next = ({ nextAt = 0 }: { nextAt?: number }) => Math.max(nextAt, sandbox.now + 1_000);
  return {
    over: async (answer) => (next(answer) > deadline ? '' : undefined),
    pass: (answer, signal) => until(next(answer), signal),
  };
}

/** Reading the next paragraph, in milliseconds. */
const READING = 4_000;
/**
 * Nobody applies an alert and sets it off in the same instant. Logs are stamped with the start of their flush interval
 * (10 s in the workshops), so what happens sooner than that after an alert was made lies before its first window.
 */
const SETTLING = 12_000;

/** Jumps from event to event: for tests, checks in CI and whoever does not want to wait. */
function freePace(sandbox: Sandbox): Pace {
  const until = (moment: number) => sandbox.advance(moment);
  return {
    ...hurryOf(sandbox),
    run: (work, limit) => sandbox.free(work, limit),
    until,
    patience: (timeout) => patienceOf(sandbox, timeout, until),
    read: () => sandbox.advance(sandbox.now + READING),
    async settle() {
      const settled = newestAlert(sandbox) + SETTLING;
      if (settled > sandbox.now) await sandbox.advance(settled);
    },
    catchUp: async () => {},
    stop: () => {},
  };
}

function hurryOf(sandbox: Sandbox): Pick<Pace, 'hurry' | 'hurryTo'> {
  return { hurry: (work, limit) => sandbox.free(work, limit), hurryTo: (moment) => sandbox.advance(moment) };
}

/** When the youngest rule-based alert was made or changed (ms); 0 when there is none. */
function newestAlert({ cluster }: Sandbox): number {
  const times = cluster.store
    .list('globalalerts.projectcalico.org')
    .filter(({ spec }) => spec.type !== 'AnomalyDetection')
    .flatMap(({ metadata, status }) => [metadata.creationTimestamp, status?.lastUpdate])
    .map((time) => Date.parse(time ?? ''));
  return Math.max(0, ...times.filter((time) => !Number.isNaN(time)));
}

/** Milliseconds between two looks at the real clock. */
const TICK = 50;

/** Simulated time follows the real clock, `speed` times as fast. */
function realPace(sandbox: Sandbox, speed: number, ceiling: () => number): Pace {
  const anchorNow = () => ({ real: performance.now(), simulated: sandbox.now, timeline: sandbox.timeline });
  let anchor = anchorNow();
  let flowing: Promise<void> | undefined;
  // Whole milliseconds, as every clock has them.
  const due = () => Math.floor(Math.min(ceiling(), anchor.simulated + (performance.now() - anchor.real) * speed));

  async function flow(): Promise<void> {
    if (sandbox.replaying) return;
    // Somebody let time run ahead, or took it back: go on from there.
    if (sandbox.now > due() || sandbox.timeline !== anchor.timeline) anchor = anchorNow();
    await sandbox.flowTo(due());
  }
  const catchUp = (): Promise<void> => {
    flowing ??= flow().finally(() => void (flowing = undefined));
    return flowing;
  };
  const ticking = setInterval(catchUp, TICK);

  async function until(moment: number, signal?: AbortSignal): Promise<void> {
    const { timeline } = sandbox;
    while (sandbox.now < moment && sandbox.timeline === timeline && !signal?.aborted)
      await new Promise((resolve) => setTimeout(resolve, TICK));
  }

  return {
    ...hurryOf(sandbox),
    run: (work) => work,
    until,
    patience: (timeout) => patienceOf(sandbox, timeout, until),
    read: async () => {},
    settle: async () => {},
    catchUp,
    stop: () => clearInterval(ticking),
  };
}
