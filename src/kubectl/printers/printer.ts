import type { Json } from '../client/api-client.ts';
import { qualifiedKind } from '../client/discovery.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { customColumnsFilePrinter, customColumnsPrinter } from './custom-columns.ts';
import { goJson, printJson, sortKeys } from './json.ts';
import { compileJsonPath, jsonPathPrinter } from './jsonpath.ts';
import { printYaml } from './yaml.ts';

/** Turns an object (or a List) into the text `-o` asks for. */
export type ObjectPrinter = (object: Json) => string;

const TEMPLATE_FORMATS = [
  'go-template-file',
  'go-template',
  'jsonpath-as-json',
  'jsonpath-file',
  'jsonpath',
  'templatefile',
  'template',
  'custom-columns-file',
  'custom-columns',
];

const COLUMN_FORMATS = ['custom-columns', 'custom-columns-file'];
const PLAIN_FORMATS = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'yaml',
];

/** The printer for `-o`; undefined for the table (no format, or `wide` where `columns` allows it). */
export async function objectPrinter(
  call: Invocation,
  columns = false,
  keepOrder = false,
): Promise<ObjectPrinter | undefined> {
  const output = call.flags.string('output');
  if (output === '' && call.flags.string('template') && columns) return templatePrinter(call, 'go-template', '');
  if (output === '' || (columns && output === 'wide')) return undefined;
  const keep = call.flags.bool('show-managed-fields');
  const clean = (object: Json): Json => (keep ? object : withoutManagedFields(object));
  if (output === 'json') {
    // What kubectl makes itself it prints in the order of its Go types.
    return (object) => `${keepOrder ? goJson(object, 4) : printJson(clean(object))}\n`;
  }
  if (output === 'name') return printNames;
  if (output === 'yaml') return yamlPrinter(clean);
  const format = TEMPLATE_FORMATS.find((each) => output === each || output.startsWith(`${each}=`));
  if (!format || (!columns && COLUMN_FORMATS.includes(format))) throw unknownFormat(output, columns);
  return templatePrinter(call, format, output.slice(format.length + 1));
}

/** `pod/web`, a line for each object. */
export function printNames(object: Json): string {
  const objects: Json[] = Array.isArray(object.items) ? object.items : [object];
  return objects.map((each) => `${qualifiedKind(each)}/${each.metadata?.name ?? ''}\n`).join('');
}

function yamlPrinter(clean: (object: Json) => Json): ObjectPrinter {
  let printed = 0;
  return (object) => (printed++ > 0 ? '---\n' : '') + printYaml(clean(object));
}

async function templatePrinter(call: Invocation, format: string, inline: string): Promise<ObjectPrinter> {
  const template = inline || call.flags.string('template');
  const headers = !call.flags.bool('no-headers');
  if (format === 'custom-columns') return customColumnsPrinter(template, headers);
  if (template === '') throw new Failure('template format specified but no template given', { bare: false });
  const readTemplate = async (): Promise<string> => {
    try {
      return await call.context.fs.readFile(call.context.resolve(template));
    } catch {
      const flag = format === 'custom-columns-file' ? 'template' : '--template';
      throw new Failure(`error reading ${flag} ${template}, open ${template}: no such file or directory`);
    }
  };
  switch (format) {
    case 'custom-columns-file':
      return customColumnsFilePrinter(await readTemplate(), headers);
    case 'jsonpath':
      return jsonPathPrinter(template);
    case 'jsonpath-file':
      return jsonPathPrinter(await readTemplate());
    case 'jsonpath-as-json':
      return (object) => `${goJson(sortKeys(compileJsonPath(template).find(object).flat()), 4)}\n`;
    default: {
      const { goTemplatePrinter } = await import('./go-template/go-template-printer.ts');
      return goTemplatePrinter(format.endsWith('file') ? await readTemplate() : template);
    }
  }
}

function unknownFormat(output: string, columns: boolean): Failure {
  const allowed = columns ? [...COLUMN_FORMATS, ...PLAIN_FORMATS, 'wide'].sort() : PLAIN_FORMATS;
  return new Failure(
    `unable to match a printer suitable for the output format "${output}", allowed formats are: ${allowed.join(',')}`,
  );
}

function withoutManagedFields(object: Json): Json {
  if (Array.isArray(object?.items)) return { ...object, items: object.items.map(withoutManagedFields) };
  if (!object?.metadata?.managedFields) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
