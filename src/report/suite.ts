/** What was tested together: a track, a file of alert tests, a linted place. The shape every report is written from. */
export interface Suite {
  name: string;
  /** As the person gave it; a run that broke off has none. */
  file?: string;
  /** What one has to know to run it again: environment, seed, strategy. */
  properties: Readonly<Record<string, string>>;
  cases: readonly Case[];
}

export interface Case {
  name: string;
  /** What it belongs to within the suite: a challenge. */
  group: string;
  file?: string;
  /** 1-based. */
  line?: number;
  /** Real time. */
  seconds: number;
  /** broken: it could not be tested at all. */
  outcome: 'passed' | 'failed' | 'skipped' | 'broken';
  /** Why it was skipped. */
  because?: string;
  remarks: readonly Remark[];
  /** What it printed. */
  output?: string;
}

/** Something to tell about a place in a file. */
export interface Remark {
  severity: 'error' | 'warning';
  file?: string;
  line?: number;
  column?: number;
  /** A few words. */
  title: string;
  text: string;
}
