import { parseDuration } from '../clock/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';
import type { Pace, Patience } from '../sandbox/index.ts';
import type { ClusterNews } from './cluster-news.ts';
import { Evaluations, isRuleBased } from './evaluations.ts';

export interface ClusterPaceOptions {
  news: Pick<ClusterNews, 'alerts' | 'alert' | 'now' | 'refresh'>;
  /** A person sits there: nobody waits for them to have read, or for an alert to be ready. */
  live: boolean;
  /** How long logs take at most until a rule can see them. */
  delay: LogDelay;
  /** What is being waited for, where nobody would see it otherwise. */
  say(text: string): void;
  /** For tests: waits so many real milliseconds. */
  sleep?(milliseconds: number, signal?: AbortSignal): Promise<void>;
  stopwatch?(): number;
}

/** Milliseconds of the cluster's time. */
export interface LogDelay {
  /** The longest flush interval: a row is stamped with the start of the interval it fell into. */
  flush: number;
  /** From what happened to where a rule can see it: the flush, and bringing it there. */
  shipping: number;
}

/** Real milliseconds between two questions to the cluster. */
const POLL = 1_000;
/** An answer this young (real milliseconds) need not be asked for again: what waited for a moment must not miss it. */
const FRESH = 200;
/** The longest without asking the check again, real milliseconds. */
const ASK_AGAIN = 10_000;
/** Evaluations with everything shipped after which an alert is not going to fire. */
const ENOUGH = 3;
const DEFAULT_PERIOD = 5 * 60_000;

/** Real time, by questions to the cluster. It cannot be hurried. */
export function clusterPace(options: ClusterPaceOptions): Pace {
  const { news, live, say, sleep = wait, stopwatch = () => performance.now() } = options;
  const { flush, shipping } = options.delay;
  const earlier = new Set(news.alerts.map(identity));
  /** The evaluation that was last waited for, and when it was seen (ms of cluster time). */
  let evaluated: { id: string; at: number } | undefined;

  return {
    run: (work, limit) => (limit === undefined ? work : limited(work, limit - news.now)),
    async until(moment, signal) {
      while (news.now < moment && !signal?.aborted) {
        await sleep(POLL, signal);
        await news.refresh();
      }
    },
    read: async () => {},
    settle: async () => (live ? undefined : settle()),
    catchUp: () => news.refresh(FRESH),
    patience: (timeout) => patience(timeout),
    stop: () => {},
  };

  /**
   * A rule that looks back no further than its period sees each row once or never (decision 3). Sure to be seen is what is
   * done one flush interval after an evaluation, so that its row is not stamped earlier than that, and early enough to be
   * shipped before the next. That moment is waited for, as long as the rule that was applied last has not fired.
   */
  async function settle(): Promise<void> {
    await news.refresh();
    const rule = news.alerts.filter(mayMiss).sort(youngestFirst)[0];
    if (!rule) return;
    if (evaluated?.id !== idOf(rule) || news.now - evaluated.at >= periodOf(rule) - shipping) {
      say(`waiting for an evaluation of ${rule.metadata.name}, to act just after it`);
      if (!(await nextEvaluation(rule))) return;
    }
    // Twice the API server's clock: how much of the period is gone.
    const begin = evaluated!.at + Math.min(flush, Math.max(0, periodOf(rule) - shipping));
    while (news.now < begin) {
      await sleep(POLL / 10);
      await news.refresh();
    }
  }

  /** False when the rule was taken away meanwhile, or is not evaluated in time. */
  async function nextEvaluation(rule: KubernetesObject): Promise<boolean> {
    const evaluations = new Evaluations(news);
    const began = stopwatch();
    while (evaluations.of(rule) === 0) {
      if (stopwatch() - began >= periodOf(rule) + 60_000) return false;
      await sleep(POLL / 10);
      await news.refresh();
      evaluations.look();
      if (!news.alert(rule.metadata.name)) return false;
    }
    evaluated = { id: idOf(news.alert(rule.metadata.name)!), at: news.now };
    return true;
  }

  /** A rule of this session that has not fired and whose windows do not overlap by what shipping takes. */
  function mayMiss(alert: KubernetesObject): boolean {
    if (!isRuleBased(alert) || earlier.has(identity(alert)) || alert['status']?.lastEvent !== undefined) return false;
    const lookback = parseDuration(String(alert['spec']?.lookback ?? '')) || periodOf(alert);
    return lookback < periodOf(alert) + shipping;
  }

  function patience(timeout: number): Patience {
    const began = stopwatch();
    const evaluations = new Evaluations(news);
    return {
      async over({ alerts: names }) {
        if (stopwatch() - began > timeout) return 'the time to wait is over';
        const rules = news.alerts.filter(
          (alert) => isRuleBased(alert) && (names.length === 0 || names.includes(alert.metadata.name)),
        );
        const settled = (alert: KubernetesObject) =>
          evaluations.of(alert) >= ENOUGH + Math.ceil(shipping / periodOf(alert));
        if (rules.length === 0 || !rules.every(settled)) return undefined;
        const count = Math.min(...rules.map((alert) => evaluations.of(alert)));
        return `evaluated ${count} times meanwhile, so waiting longer will not help: do again what should set it off`;
      },
      async pass({ nextAt }, signal) {
        const from = stopwatch();
        while (!signal?.aborted && stopwatch() - from < ASK_AGAIN) {
          await sleep(POLL, signal);
          await news.refresh();
          if (evaluations.look() || (nextAt !== undefined && news.now >= nextAt)) return;
        }
      },
    };
  }
}

function youngestFirst(one: KubernetesObject, other: KubernetesObject): number {
  return (other.metadata.creationTimestamp ?? '').localeCompare(one.metadata.creationTimestamp ?? '');
}

/** An alert at one of its evaluations. */
function idOf(alert: KubernetesObject): string {
  return `${alert.metadata.uid} ${alert['status']?.lastExecuted}`;
}

/** The same alert with the same rule. */
function identity({ metadata, ...alert }: KubernetesObject): string {
  return `${metadata.uid ?? metadata.name} ${JSON.stringify(alert['spec'] ?? {})}`;
}

function periodOf(alert: KubernetesObject): number {
  return parseDuration(String(alert['spec']?.period ?? '')) || DEFAULT_PERIOD;
}

async function limited<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  if (!(milliseconds < LONGEST_TIMER)) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const stalled = Object.assign(new Error('it took longer than it may'), { name: 'Stalled' });
    timer = setTimeout(() => reject(stalled), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What setTimeout takes. */
const LONGEST_TIMER = 2 ** 31 - 1;

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
