import { lintQuery } from '../calico/index.ts';
import type { Advice } from './advise.ts';

const DATA_SETS = ['flows', 'dns', 'audit', 'l7', 'waf', 'vulnerability'] as const;

/** What a field of a GlobalAlert takes, in a sentence; by the name the refusal gives it. */
const FIELDS: Readonly<Record<string, string>> = {
  Severity: 'severity is a whole number from 1 to 100.',
  Description: 'description must be there: a sentence for whoever sees the event.',
  DataSet: `dataSet is one of ${DATA_SETS.join(', ')}.`,
  Metric: 'metric is one of count, avg, max, min, sum, and wants a condition beside it.',
  Condition: 'condition is one of eq, not_eq, gt, gte, lt, lte.',
  Period: 'period is a duration of at least 1m, such as 5m.',
  Lookback: 'lookback is a duration of at least 1m, such as 10m.',
  Field: 'avg, max, min and sum want a field to work on; count wants none.',
};

export const alertAdvice: readonly Advice[] = [
  {
    sign: /Query = '([\s\S]*?)' \(invalid query: ([^\n]*?)\)/,
    say: ([, query, problem]) => queryAdvice(query!, problem!),
  },
  {
    sign: /(?:field |-\s+)(Severity|Description|DataSet|Metric|Condition|Period|Lookback|Field) = '/,
    say: ([, field]) => sentence(FIELDS[field!]!),
  },
  {
    sign: /invalid (description|summary): ([\s\S]*?)\)/,
    say: ([, field]) => `$\{...} in ${field} may name the metric or an entry of aggregateBy, nothing else.`,
  },
];

/** The refusal does not say which data set the query was for: the one whose own objection it is. */
function queryAdvice(query: string, problem: string): string | undefined {
  for (const dataSet of DATA_SETS) {
    const finding = lintQuery(query, dataSet).find(({ message, advice }) => advice && message.includes(problem));
    if (finding) return sentence(finding.advice!);
  }
  const key = /^invalid key: (.+)$/.exec(problem)?.[1];
  return key && `No row has a key ${key} in this data set: see what the other alerts of the track ask for.`;
}

function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1).replace(/([^.?!])$/, '$1.');
}
