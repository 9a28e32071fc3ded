import { formatQuery, type Query } from '../../query/index.ts';
import type { LogRow } from '../../types.ts';

/** ping and others look addresses up on their own: nobody meant those rows, unless the query asks for such. */
export function withoutReverseLookups(rows: readonly LogRow[], query: Query): readonly LogRow[] {
  if (/qtype|arpa/i.test(formatQuery(query))) return rows;
  return unlessEmpty(
    rows.filter(({ dataSet, document }) => dataSet !== 'dns' || document['qtype'] !== 'PTR'),
    rows,
  );
}

/**
 * Of flows that are equally near, those that somebody opened: not the lookup of the name before it, nor what the pod
 * that was reached opened in turn.
 */
export function withoutSideTraffic(rows: readonly LogRow[], query: Query): readonly LogRow[] {
  const asksForDns = /\b53\b|dns|kube-system/i.test(formatQuery(query));
  const opened = asksForDns ? rows : unlessEmpty(rows.filter(isNoLookup), rows);
  return unlessEmpty(
    opened.filter((row) => !opened.some((other) => leadsTo(other, row))),
    opened,
  );
}

function isNoLookup({ dataSet, document }: LogRow): boolean {
  return dataSet !== 'flows' || document['dest_port'] !== 53;
}

/** Whether a flow ends where another of the same input begins. */
function leadsTo(first: LogRow, then: LogRow): boolean {
  if (then.dataSet !== 'flows' || first.time > then.time || endOf(first, 'dest') !== endOf(then, 'source'))
    return false;
  return endOf(first, 'source') !== endOf(then, 'source') && first.inputs.some((input) => then.inputs.includes(input));
}

function endOf({ document }: LogRow, end: 'source' | 'dest'): string {
  return `${document[`${end}_namespace`]}/${document[`${end}_name_aggr`]}`;
}

function unlessEmpty(some: readonly LogRow[], all: readonly LogRow[]): readonly LogRow[] {
  return some.length > 0 ? some : all;
}
