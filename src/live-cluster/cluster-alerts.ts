import type { Explanation, Question, SecurityEvent } from '../calico/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';
import { type AlertSource, type AlertsView, alertRow, type EventRow, eventRow } from '../runner/index.ts';
import type { ClusterNews } from './cluster-news.ts';
import { isRuleBased } from './evaluations.ts';
import type { Kubectl } from './kubectl.ts';

const EVENTS = '/apis/firedrill.dev/v1alpha1/securityevents';

/**
 * What can be known of a real cluster's alerts: all, where the cluster serves firedrill's security events; else what a
 * rule's own status says. A detector's status never tells whether it found something: `unknown`.
 */
export class ClusterAlerts implements AlertSource {
  readonly #kubectl: Kubectl;
  readonly #news: Pick<ClusterNews, 'alerts' | 'alert' | 'refresh'>;
  readonly #served: boolean;
  #events: readonly EventRow[] = [];
  #explanations = new Map<string, Explanation>();
  #stopped = false;
  #looking: NodeJS.Timeout | undefined;

  constructor(kubectl: Kubectl, news: Pick<ClusterNews, 'alerts' | 'alert' | 'refresh'>, served: boolean) {
    this.#kubectl = kubectl;
    this.#news = news;
    this.#served = served;
  }

  async stored(alert: string): Promise<KubernetesObject | undefined> {
    await this.#news.refresh();
    return this.#news.alert(alert);
  }

  async explain(name: string, question: Question): Promise<Explanation> {
    return (
      (this.#served && (await this.#ask(name, question))) || byStatus(name, this.#news.alert(name), question.since)
    );
  }

  /** What was last heard: call `look` to hear again. */
  view(): AlertsView {
    return {
      events: this.#events,
      alerts: this.#news.alerts.map((alert) => {
        const { name } = alert.metadata;
        return alertRow(alert, this.#explanations.get(name) ?? byStatus(name, alert));
      }),
      detectors: [],
    };
  }

  /** Asks for everything the view shows. */
  async look(): Promise<void> {
    await this.#news.refresh();
    if (!this.#served) return;
    const { code, stdout } = await this.#kubectl('get', '--raw', EVENTS);
    if (code === 0) {
      const { items } = JSON.parse(stdout) as { items: SecurityEvent[] };
      this.#events = items.map((event) => eventRow({ event, at: event.time * 1_000 })).reverse();
    }
    for (const { metadata } of this.#news.alerts) {
      const explanation = await this.#ask(metadata.name, { causedByInput: true });
      if (explanation) this.#explanations.set(metadata.name, explanation);
    }
  }

  /** Looks again every so many real milliseconds, until `stop`. */
  watch(every: number): void {
    const again = () => {
      if (this.#stopped) return;
      this.#looking = setTimeout(
        () =>
          void this.look()
            .catch(() => {})
            .then(again),
        every,
      );
      this.#looking.unref();
    };
    again();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#looking);
  }

  async switchDetector(): Promise<string | undefined> {
    return 'detectors of a real cluster are switched in its own manager, or with kubectl';
  }

  async #ask(name: string, { since, where = {}, causedByInput }: Question): Promise<Explanation | undefined> {
    const search = new URLSearchParams();
    if (since) search.set('since', new Date(since).toISOString());
    if (!causedByInput) search.set('cause', 'any');
    for (const [key, value] of Object.entries(where)) search.append('where', `${key}=${value}`);
    const path = `${EVENTS}/${encodeURIComponent(name)}/explain?${search}`;
    const { code, stdout } = await this.#kubectl('get', '--raw', path);
    return code === 0 ? (JSON.parse(stdout) as Explanation) : undefined;
  }
}

/** What a rule's own status says. Both times are the cluster's. */
export function byStatus(name: string, alert: KubernetesObject | undefined, since?: number): Explanation {
  const found = { alert: name, timeline: [], settledEvaluations: 0 };
  if (!alert) {
    const advice = 'Apply it first.';
    return {
      ...found,
      verdict: 'cannot',
      cause: 'no-alert',
      reason: `there is no alert ${name} on this cluster`,
      advice,
    };
  }
  if (!isRuleBased(alert)) {
    const reason = `the status of ${name} says when its detector ran, not whether it found something; look in the manager's alert list`;
    return { ...found, verdict: 'unknown', cause: 'detector', reason };
  }
  const { lastEvent, errorConditions = [] } = alert['status'] ?? {};
  if (lastEvent !== undefined && (since === undefined || Date.parse(lastEvent) >= Math.floor(since / 1_000) * 1_000))
    return { ...found, verdict: 'fired', cause: 'status', reason: `${name} fired at ${lastEvent}` };
  const trouble = errorConditions.at(-1)?.message;
  const reason = `${name} has not fired${trouble ? `; its last evaluation failed: ${trouble}` : ' yet'}`;
  return { ...found, verdict: 'not-yet', cause: 'status', reason };
}
