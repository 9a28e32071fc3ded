import { isAtLeast } from '../calico-release.ts';
import { compileRowFilter, type RowFilter, type RowSeries } from '../columns/index.ts';
import { promotedFields } from '../promoted-fields.ts';
import type { Comparison, Query } from '../query/index.ts';
import type { EventStore, LogRow, LogStore, SecurityEvent } from '../types.ts';

/** What a feed lists: addresses to look for in flows, or names to look for in DNS rows. */
export interface FeedContent {
  readonly feed: string;
  readonly content: 'IPSet' | 'DomainNameSet';
  readonly entries: readonly string[];
}

/** Looks for what threat feeds list, in every row once. */
export interface SuspicionSearch {
  /** Searches the rows that became visible since the last search of this feed; one event a row. */
  search(given: FeedContent, now: number): void;
  /** The next search of this feed begins with what is visible after now. */
  forget(feed: string): void;
}

const SEVERITY = 100;

export function createSuspicionSearch(logs: LogStore, events: EventStore, calicoRelease: string): SuspicionSearch {
  const searchedThrough = new Map<string, number>();
  const filters = new WeakMap<FeedContent, RowFilter>();
  const prefix = isAtLeast(calicoRelease, '3.12') ? 'gtf_' : '';

  return {
    forget: (feed) => void searchedThrough.delete(feed),
    search(given, now) {
      const { feed, content, entries } = given;
      const dataSet = content === 'IPSet' ? 'flows' : 'dns';
      const series = logs.columns(dataSet);
      const visible = series.span(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, now);
      const first = Math.max(visible.first, searchedThrough.get(feed) ?? visible.end);
      searchedThrough.set(feed, visible.end);
      if (entries.length === 0) return;
      const filter = filters.get(given) ?? compileRowFilter(queryFor(given), dataSet);
      filters.set(given, filter);
      for (const row of matching(series, { first, end: visible.end }, filter)) {
        const event = content === 'IPSet' ? suspiciousFlow(given, row) : suspiciousLookup(given, row);
        const type = `${prefix}${content === 'IPSet' ? 'suspicious_flow' : 'suspicious_dns_query'}`;
        const time = Math.floor(now / 1_000);
        events.append({
          event: { ...event, type, time, severity: SEVERITY, origin: feed },
          at: now,
          alert: feed,
          inputs: row.inputs,
        });
      }
    },
  };
}

function queryFor({ content, entries }: FeedContent): Query {
  const keys = content === 'IPSet' ? ['source_ip', 'dest_ip'] : ['qname', 'rrsets.name'];
  const tests = keys.flatMap((key) =>
    entries.map((value): Comparison => ({ kind: 'comparison', key, comparator: '=', value: value.toLowerCase() })),
  );
  return { any: tests.map((test) => ({ all: [{ negated: false, test }] })) };
}

function matching(series: RowSeries, span: { first: number; end: number }, filter: RowFilter): LogRow[] {
  return series.slices(span).flatMap(({ segment, from, to }) => {
    const rows = Uint16Array.from({ length: to - from }, (_, index) => from + index);
    const count = filter(segment, rows, rows.length);
    return Array.from(rows.subarray(0, count), (row) => segment.row(row));
  });
}

type Text = Pick<SecurityEvent, 'description' | 'record'> & Partial<SecurityEvent>;

function suspiciousFlow({ feed }: FeedContent, { document }: LogRow): Text {
  const source = `${document['source_namespace']}/${document['source_name_aggr']}`;
  const destination = `${document['dest_namespace']}/${document['dest_name_aggr']}`;
  return {
    description: `[${feed}] flow between ${source} (${document['source_ip'] ?? '-'}) and ${destination} (${document['dest_ip'] ?? '-'}): the feed lists one of the addresses`,
    record: { feeds: [feed], flow_action: document['action'] },
    ...promotedFields(document),
  };
}

function suspiciousLookup({ feed }: FeedContent, { document }: LogRow): Text {
  const client = `${document['client_namespace']}/${document['client_name_aggr']}`;
  return {
    description: `[${feed}] ${client} asked for ${document['qname']}, which the feed lists`,
    record: { feeds: [feed], suspicious_domains: [document['qname']] },
    source_namespace: document['client_namespace'],
    source_name_aggr: document['client_name_aggr'],
    ...(document['host'] !== undefined && { host: String(document['host']) }),
  };
}
