import type { RowSeries } from './columns/index.ts';

/** Where log documents come from and alerts read. */
export type DataSet = 'flows' | 'dns' | 'audit' | 'l7' | 'waf' | 'vulnerability';

// biome-ignore lint/suspicious/noExplicitAny: a log document is open JSON
export type LogDocument = Record<string, any>;

/** One log document and what the engine knows about it. */
export interface LogRow {
  readonly dataSet: DataSet;
  readonly document: LogDocument;
  /** The time windows look at: start_time, or requestReceivedTimestamp (ms). */
  readonly time: number;
  /** When the last of what it sums up happened (ms). */
  readonly lastAt: number;
  /** When an alert can first see it: flush plus shipping (ms). */
  readonly visibleAt: number;
  /** Inputs of the session that had a part in it, ascending; empty: background only. */
  readonly inputs: readonly number[];
}

/** Read by alerts, detectors, explain and the page; written by logs/ only. */
export interface LogStore {
  /** The same rows in columns: for what reads many and looks at few. */
  columns(dataSet: DataSet): RowSeries;
  /** Visible rows with `from <= time <= to`, in order of visibility. */
  window(dataSet: DataSet, from: number, to: number, now: number): readonly LogRow[];
  /** Rows that are flushed and not visible yet. */
  shipping(dataSet: DataSet, now: number): readonly LogRow[];
  /** What is being collected, as it would be flushed now; `visibleAt` is the latest moment it will be visible. */
  collecting(dataSet: DataSet, now: number): readonly LogRow[];
  /** All rows that ever were (within retention), visible or shipping. */
  all(dataSet: DataSet): readonly LogRow[];
  /** When what happens now would be visible, at the latest (ms). */
  expectedVisibleAt(dataSet: DataSet, now: number): number;
  /** The flush interval in force (ms); 0 for audit. */
  flushInterval(dataSet: DataSet): number;
}

/** A security event as stored, without what only the engine knows. */
export interface SecurityEvent {
  id: string;
  /** Epoch seconds. */
  time: number;
  type: string;
  description: string;
  /** The rendered summary; kept for the expanded row. */
  summary?: string;
  severity: number;
  origin: string;
  record: LogDocument;
  source_ip?: string | null;
  source_port?: number | null;
  source_namespace?: string;
  source_name?: string;
  source_name_aggr?: string;
  dest_ip?: string | null;
  dest_port?: number | null;
  dest_namespace?: string;
  dest_name?: string;
  dest_name_aggr?: string;
  host?: string;
  dismissed?: boolean;
}

/** What the engine adds: when exactly, and because of which inputs. */
export interface StoredEvent {
  readonly event: SecurityEvent;
  /** Milliseconds. */
  readonly at: number;
  /** The GlobalAlert that made it, or whose detector did. */
  readonly alert: string;
  /** Inputs with a part in a contributing row; empty: background only. */
  readonly inputs: readonly number[];
}

export interface EventStore {
  append(event: Omit<StoredEvent, 'event'> & { event: Omit<SecurityEvent, 'id'> }): StoredEvent;
  /** Oldest first. */
  list(filter?: { alert?: string; since?: number }): readonly StoredEvent[];
  subscribe(listener: (event: StoredEvent) => void): () => void;
}

/** Why an alert fired, or why not yet; the one port checks, screens, page and `explain` use. */
export interface SecurityEvents {
  list(filter?: { alert?: string; since?: number }): readonly StoredEvent[];
  explain(alert: string, question?: Question): Explanation;
}

export interface Question {
  /** Only events at or after this moment count (ms). */
  since?: number;
  /** Record keys that must have these values, e.g. `source_name_aggr=multitool`. */
  where?: Readonly<Record<string, string>>;
  /** True: an event counts only when an input of the session had a part in it. */
  causedByInput?: boolean;
}

export interface Explanation {
  alert: string;
  /** fired; not-yet: only time is missing; cannot: as things stand it will not; unknown: cannot be known here. */
  verdict: 'fired' | 'not-yet' | 'cannot' | 'unknown';
  /** Which cause of the table this is: `no-alert`, `no-matching-row`, `lookback-below-flush`, `only-background`... */
  cause: string;
  /** One or two sentences: what was seen, what was wanted. */
  reason: string;
  /** One thing to do; absent when there is nothing but to wait. */
  advice?: string;
  /** The next moment worth asking again (ms), for not-yet. */
  nextAt?: number;
  /** What happened, oldest first. */
  timeline: readonly { at: number; text: string }[];
  /** The nearest row and the term of the query that failed on it. */
  nearest?: { row: LogRow; term?: string; because?: string };
  /** The event that answers the question, when fired. */
  event?: StoredEvent;
  /** Full evaluations of this alert with everything shipped since the newest change; for giving up. */
  settledEvaluations: number;
}
