import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import { alignColumns, TABLE_LAYOUT } from './columns.ts';
import { compileJsonPath, goText, type JsonPath } from './jsonpath.ts';
import { relaxedPath } from './jsonpath-parser.ts';

interface CustomColumn {
  header: string;
  path: JsonPath;
}

/** `-o custom-columns=HEADER:path,...`: one line per object. */
export function customColumnsPrinter(spec: string, headers: boolean): (data: Json) => string {
  if (spec === '') throw new Failure('custom-columns format specified but no custom columns given');
  return printer(spec.split(',').map(readColumn), headers);
}

/** `-o custom-columns-file=FILE`: a line of headers over a line of paths. */
export function customColumnsFilePrinter(text: string, headers: boolean): (data: Json) => string {
  const [names, paths] = text.split('\n').map((line) => line.trim().split(/\s+/));
  if (!names || !paths || names.length !== paths.length) {
    throw new Failure(
      `number of headers (${names?.length ?? 0}) and field specifications (${paths?.length ?? 0}) don't match`,
    );
  }
  const columns = names.map((header, index) => ({ header, path: compileJsonPath(relaxedPath(paths[index]!)) }));
  return printer(columns, headers);
}

function printer(columns: readonly CustomColumn[], headers: boolean): (data: Json) => string {
  return (data) => {
    const objects: Json[] = Array.isArray(data.items) ? data.items : [data];
    const lines = objects.map((object) => columns.map(({ path }) => cell(path, object)).join('\t'));
    const header = headers ? [columns.map((column) => column.header).join('\t')] : [];
    return alignColumns([...header, ...lines].map((line) => `${line}\n`).join(''), TABLE_LAYOUT);
  };
}

function readColumn(spec: string): CustomColumn {
  const colon = spec.indexOf(':');
  if (colon === -1) throw new Failure(`unexpected custom-columns spec: ${spec}, expected <header>:<json-path-expr>`);
  return { header: spec.slice(0, colon), path: compileJsonPath(relaxedPath(spec.slice(colon + 1))) };
}

function cell(path: JsonPath, object: Json): string {
  const values = path.find(object).flat();
  return values.length === 0 ? '<none>' : values.map(goText).join(',');
}
