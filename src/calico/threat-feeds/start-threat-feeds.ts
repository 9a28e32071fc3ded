import { type Clock, parseDuration, type Timer } from '../../clock/index.ts';
import {
  type ApiRequest,
  type ApiResponse,
  apiRequest,
  type Caller,
  formatTimestamp,
  type KubernetesObject,
  type Store,
} from '../../cluster/index.ts';
import type { EventStore, LogStore } from '../types.ts';
import { createSuspicionSearch, type FeedContent } from './suspicious-events.ts';

export interface ThreatFeedOptions {
  clock: Clock;
  store: Store;
  /** The cluster's API; network sets are written through it, so that they are audited. */
  request(request: ApiRequest, caller: Caller): Promise<ApiResponse>;
  /** What there is to pull: addresses or names, by URL. */
  threatFeeds: Readonly<Record<string, readonly string[]>>;
  logs: LogStore;
  events: EventStore;
  /** `3.14`. */
  calicoRelease: string;
}

interface FeedSpec {
  content?: 'IPSet' | 'DomainNameSet';
  mode?: 'Enabled' | 'Disabled';
  pull?: { period?: string; http?: { url?: string } };
  globalNetworkSet?: { labels?: Record<string, string> };
}

const FEEDS = 'globalthreatfeeds.projectcalico.org';
const SETS = 'globalnetworksets.projectcalico.org';
const DEFAULT_PERIOD = 24 * 3_600_000;
const SHORTEST_PERIOD = 5 * 60_000;
/** How often the logs are searched for what feeds list (ms). */
const SEARCH_EVERY = 60_000;
/** Milliseconds from a new or changed feed to its first pull. */
const FIRST_PULL = 1_000;

/** Who writes the sets; no input of the session causes it. */
const CONTROLLER: Caller = {
  username: 'system:serviceaccount:tigera-intrusion-detection:intrusion-detection-controller',
  groups: [
    'system:serviceaccounts',
    'system:serviceaccounts:tigera-intrusion-detection',
    'system:authenticated',
    'system:masters',
  ],
  userAgent: 'intrusion-detection-controller/v0.0.0 (linux/amd64) kubernetes/$Format',
};

/**
 * Pulls each GlobalThreatFeed when it appears or changes and then once a period: its addresses become the
 * GlobalNetworkSet `threatfeed.NAME` where it asks for one, its status tells how the pull went. From then on flows and
 * DNS rows with what it lists become security events.
 */
export function startThreatFeeds(options: ThreatFeedOptions): void {
  const { clock, store, threatFeeds } = options;
  const timers = new Map<string, Timer>();
  const suspicions = createSuspicionSearch(options.logs, options.events, options.calicoRelease);
  const pulled = new Map<string, FeedContent>();
  store.subscribe(FEEDS, ({ type, object, old }) => {
    const { name } = object.metadata;
    if (type === 'DELETED') {
      stop(name);
      void dropSet(name);
    } else if (!old || JSON.stringify(old['spec']) !== JSON.stringify(object['spec'])) {
      stop(name);
      schedule(name, FIRST_PULL);
    }
  });
  for (const feed of store.list(FEEDS)) schedule(feed.metadata.name, FIRST_PULL);
  clock.every(SEARCH_EVERY, () => {
    for (const content of pulled.values()) suspicions.search(content, clock.now());
  });

  function stop(name: string): void {
    timers.get(name)?.cancel();
    timers.delete(name);
    pulled.delete(name);
    suspicions.forget(name);
  }

  function schedule(name: string, delay: number): void {
    timers.set(
      name,
      clock.after(delay, () => pull(name)),
    );
  }

  function pull(name: string): void {
    const spec: FeedSpec = store.get(FEEDS, undefined, name)?.['spec'] ?? {};
    const url = spec.pull?.http?.url;
    if (url === undefined || spec.mode === 'Disabled') return;
    schedule(name, periodOf(spec));
    const entries = threatFeeds[url];
    tell(name, entries === undefined ? `Get "${url}": no such feed in this environment` : undefined);
    if (entries === undefined) return;
    const content: FeedContent = { feed: name, content: spec.content ?? 'IPSet', entries };
    pulled.set(name, content);
    suspicions.search(content, clock.now());
    if (spec.globalNetworkSet && spec.content !== 'DomainNameSet') void putSet(name, entries, spec.globalNetworkSet);
    else void dropSet(name);
  }

  function tell(name: string, problem: string | undefined): void {
    const at = formatTimestamp(clock.now());
    store.update(FEEDS, undefined, name, (feed) => {
      feed['status'] =
        problem === undefined
          ? { lastSuccessfulSync: at, lastSuccessfulSearch: at }
          : { ...feed['status'], errorConditions: [{ type: 'PullFailed', message: problem }] };
    });
  }

  async function putSet(
    feed: string,
    entries: readonly string[],
    { labels = {} }: { labels?: Record<string, string> },
  ) {
    const name = setName(feed);
    const nets = entries.map((entry) => (entry.includes('/') ? entry : `${entry}/32`));
    const old = store.get(SETS, undefined, name);
    const wanted = { metadata: { name, labels }, spec: { nets } };
    if (!old) await send('POST', '', { ...wanted, kind: 'GlobalNetworkSet', apiVersion: 'projectcalico.org/v3' });
    else if (differs(old, wanted))
      await send('PUT', name, { ...old, ...wanted, metadata: { ...old.metadata, labels } });
  }

  async function dropSet(feed: string): Promise<void> {
    if (store.get(SETS, undefined, setName(feed))) await send('DELETE', setName(feed));
  }

  function send(method: string, name: string, body?: object): Promise<ApiResponse> {
    const url = `http://cluster/apis/projectcalico.org/v3/globalnetworksets/${name}`.replace(/\/$/, '');
    const headers = { 'content-type': 'application/json' };
    const text = body === undefined ? null : JSON.stringify(body);
    return options.request(apiRequest(url, { method, headers, body: text }), CONTROLLER);
  }
}

function setName(feed: string): string {
  return `threatfeed.${feed}`;
}

function periodOf({ pull }: FeedSpec): number {
  const period = pull?.period === undefined ? undefined : parseDuration(pull.period);
  return Math.max(period ?? DEFAULT_PERIOD, SHORTEST_PERIOD);
}

function differs(old: KubernetesObject, wanted: { metadata: { labels: object }; spec: object }): boolean {
  const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);
  return !same(old.metadata.labels ?? {}, wanted.metadata.labels) || !same(old['spec'], wanted.spec);
}
