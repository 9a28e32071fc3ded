import type { KubernetesObject } from '../cluster/index.ts';
import { ClusterError } from './cluster-error.ts';
import type { Answer, Kubectl } from './kubectl.ts';

/** What was last heard of a real cluster: its time and its alerts. Its time is its own; this machine's is never compared with it. */
export class ClusterNews {
  readonly #kubectl: Kubectl;
  readonly #stopwatch: () => number;
  #answered = Number.NEGATIVE_INFINITY;
  #heard: { time: number; at: number } | undefined;
  #alerts: readonly KubernetesObject[] = [];
  #asking: Promise<void> | undefined;

  /** `stopwatch`: milliseconds since whenever, never set back. */
  constructor(kubectl: Kubectl, stopwatch: () => number = () => performance.now()) {
    this.#kubectl = kubectl;
    this.#stopwatch = stopwatch;
  }

  /** The cluster's time (ms): as last heard, and what has gone by since. 0 before anything was heard. */
  get now(): number {
    if (!this.#heard) return 0;
    return Math.floor(this.#heard.time + this.#stopwatch() - this.#heard.at);
  }

  get alerts(): readonly KubernetesObject[] {
    return this.#alerts;
  }

  alert(name: string): KubernetesObject | undefined {
    return this.#alerts.find(({ metadata }) => metadata.name === name);
  }

  /** Asks anew, unless the last answer is younger than `age` (ms). A cluster that does not answer changes nothing. */
  async refresh(age = 0): Promise<void> {
    if (this.#stopwatch() - this.#answered < age) return;
    this.#asking ??= this.#ask()
      .then(() => {})
      .finally(() => void (this.#asking = undefined));
    await this.#asking;
  }

  /** The first question. Throws `ClusterError` saying what is missing: the way, the rights, Calico. */
  async meet(context: string, server: string): Promise<void> {
    if ((await this.#ask()).code === 0) return;
    const { code, stderr } = await this.#kubectl('get', 'globalalerts.projectcalico.org', '-o', 'name');
    if (code !== 0) throw new ClusterError(troubleOf(stderr, context, server));
    await this.#ask();
  }

  async #ask(): Promise<Answer> {
    // At this verbosity kubectl also prints the answer's headers: the Date is the API server's clock.
    const answer = await this.#kubectl('get', 'globalalerts.projectcalico.org', '-o', 'json', '-v=8');
    const date = /\bDate: \[?"?(\w{3}, \d{1,2} \w{3} \d{4} [\d:]{8} GMT)(?![\s\S]*\bDate: \[?"?\w{3}, \d)/.exec(
      answer.stderr,
    )?.[1];
    if (answer.code !== 0) return answer;
    this.#answered = this.#stopwatch();
    this.#alerts = (JSON.parse(answer.stdout) as { items: KubernetesObject[] }).items;
    const time = date === undefined ? this.#newestStamp() : Date.parse(date);
    // Between two answers within one second the stopwatch knows better.
    if (time !== undefined && !(time <= this.now && this.now - time < 1_000))
      this.#heard = { time, at: this.#stopwatch() };
    return answer;
  }

  /** Where a proxy takes the header away: the youngest time the cluster wrote down. */
  #newestStamp(): number | undefined {
    const stamps = this.#alerts.flatMap((alert) => [
      alert.metadata.creationTimestamp,
      alert['status']?.lastExecuted,
      alert['status']?.lastEvent,
    ]);
    const times = stamps.map((stamp) => Date.parse(stamp ?? '')).filter((time) => !Number.isNaN(time));
    return times.length > 0 ? Math.max(...times) : undefined;
  }
}

/** What kubectl's complaint means, in one sentence. */
export function troubleOf(stderr: string, context: string, server: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^[IWE]\d{4} /.test(line) && !/^\s/.test(line));
  const last = lines.findLast((line) => /error|unable|server/i.test(line)) ?? lines.at(-1) ?? 'kubectl said nothing';
  if (/doesn't have a resource type|could not find the requested resource|no matches for kind/.test(stderr))
    return `the cluster of context "${context}" has no GlobalAlerts: Calico Cloud or Calico Enterprise is not installed there`;
  if (/Forbidden|forbidden:/.test(last))
    return `you may not read GlobalAlerts in context "${context}": ${withoutPrefix(last)}`;
  if (/Unauthorized|provide credentials|getting credentials|exec plugin|You must be logged in/i.test(last))
    return `the cluster of context "${context}" does not take your login: ${withoutPrefix(last)}`;
  return `the cluster of context "${context}" (${server}) does not answer: ${withoutPrefix(last)}`;
}

function withoutPrefix(line: string): string {
  return line.replace(/^(error: |Error from server(?: \(\w+\))?: )/i, '').slice(0, 300);
}
