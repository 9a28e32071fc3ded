import type { Json } from '../client/api-client.ts';
import { goText } from './jsonpath.ts';

export interface TableOptions {
  headers: boolean;
  wide: boolean;
  withNamespace: boolean;
  /** `pod`, `deployment.apps`: put before the names. */
  kindPrefix?: string;
  showLabels: boolean;
  labelColumns: readonly string[];
}

/** A Table of the API as tab-separated lines, to be aligned by `alignColumns`. */
export function tableText(table: Json, options: TableOptions): string {
  const columns = ((table.columnDefinitions ?? []) as Json[]).map((column, index) => ({ column, index }));
  const shown = columns.filter(({ column }) => options.wide || !column.priority);
  const lines: string[] = [];
  if (options.headers) lines.push(headerLine(shown, options));
  for (const row of (table.rows ?? []) as Json[]) {
    const cells = shown.map(({ column, index }) => {
      const text = cellText(row.cells[index]);
      return column.format === 'name' && options.kindPrefix ? `${options.kindPrefix}/${text}` : text;
    });
    lines.push([...namespaceCell(row, options), ...cells, ...labelCells(row, options)].join('\t'));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** `a=b,c=d`, or `<none>`. */
export function formatLabels(labels: Readonly<Record<string, string>> | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  return keys.length ? keys.map((key) => `${key}=${labels![key]}`).join(',') : '<none>';
}

function headerLine(shown: readonly { column: Json }[], options: TableOptions): string {
  return [
    ...(options.withNamespace ? ['NAMESPACE'] : []),
    ...shown.map(({ column }) => String(column.name).toUpperCase()),
    ...options.labelColumns.map((label) => label.slice(label.lastIndexOf('/') + 1).toUpperCase()),
    ...(options.showLabels ? ['LABELS'] : []),
  ].join('\t');
}

function namespaceCell(row: Json, options: TableOptions): string[] {
  return options.withNamespace ? [row.object?.metadata?.namespace ?? ''] : [];
}

function labelCells(row: Json, options: TableOptions): string[] {
  const labels = row.object?.metadata?.labels;
  return [
    ...options.labelColumns.map((label) => labels?.[label] ?? ''),
    ...(options.showLabels ? [formatLabels(labels)] : []),
  ];
}

/** The text of a cell up to its first line break. */
function cellText(cell: Json): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' ? cell : goText(cell);
  const end = text.search(/[\f\n\r]/);
  return end === -1 ? text : `${text.slice(0, end)}...`;
}
