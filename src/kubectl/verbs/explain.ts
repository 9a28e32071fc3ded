import type { Json } from '../client/api-client.ts';
import { groupVersion, type Resource } from '../client/discovery.ts';
import { findKind, findResource } from '../client/resource-names.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** `kubectl explain`, from the OpenAPI document of the type's group. */
export async function explain(call: Invocation): Promise<void> {
  if (call.args.length === 0) {
    throw new Failure(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  if (call.args.length > 1) throw new Failure(`We accept only this format: explain RESOURCE`);
  const { resource: preferred, fields } = await locate(call, call.args[0]!);
  const wanted = call.flags.string('api-version');
  const resource = wanted ? await findKind(call.client, wanted, preferred.kind) : preferred;
  if (!resource) throw new Failure(`couldn't find resource for "${wanted}, Resource=${preferred.plural}"`);
  const path = resource.group ? `apis/${resource.group}/${resource.version}` : `api/${resource.version}`;
  const index = await call.client.get('/openapi/v3');
  const entry = index.paths?.[path];
  if (!entry) throw new Failure(`couldn't find resource for "${groupVersion(resource)}, Kind=${resource.kind}"`);
  const [url, query] = String(entry.serverRelativeURL).split('?', 2);
  const document = await call.client.get(url!, query ? Object.fromEntries(new URLSearchParams(query)) : {});
  try {
    call.print(explanation(document, resource, fields, call.flags.bool('recursive')));
  } catch (failure) {
    if (!(failure instanceof MissingField)) throw failure;
    call.print(`${kindLines(resource).join('\n')}\n`);
    throw new Failure(failure.message);
  }
}

/** The type may itself hold dots (`deployments.apps.spec`): the longest name that is one wins. */
async function locate(call: Invocation, text: string): Promise<{ resource: Resource; fields: string[] }> {
  const [type, ...fields] = text.split('.');
  try {
    return { resource: await findResource(call.client, type!), fields };
  } catch (failure) {
    // Here alone the sentence stands without "error:".
    throw failure instanceof Failure ? new Failure(failure.message, { bare: true }) : failure;
  }
}

function explanation(document: Json, resource: Resource, fields: readonly string[], recursive: boolean): string {
  const schemas: Json = document.components?.schemas ?? {};
  const root = Object.values(schemas as Record<string, Json>).find((schema) =>
    ((schema['x-kubernetes-group-version-kind'] ?? []) as Json[]).some(
      (each) => each.group === resource.group && each.version === resource.version && each.kind === resource.kind,
    ),
  );
  if (!root) throw new Failure(`couldn't find resource for "${groupVersion(resource)}, Kind=${resource.kind}"`);
  let schema = root;
  let field: Json | undefined;
  for (const name of fields) {
    field = itemOf(schemas, schema).properties?.[name];
    if (!field) throw new MissingField(name);
    schema = resolve(schemas, field);
  }
  const description: string = field?.description || schema.description || '';
  const header = [
    ...kindLines(resource),
    ...(field ? [`FIELD: ${fields.at(-1)} <${typeName(schemas, field)}>`, '', ''] : []),
    'DESCRIPTION:',
    ...wrap(description || '<empty>', 4),
    // Only a text that is there gets an empty line behind it.
    ...(description ? [''] : []),
  ];
  const body = fieldLines(schemas, itemOf(schemas, schema), recursive ? 5 : 0, 2, !recursive);
  return `${[...header, ...(body.length ? ['FIELDS:', ...body] : []), ''].join('\n')}\n`;
}

function kindLines({ group, kind, version }: Resource): string[] {
  return [...(group ? [`GROUP:      ${group}`] : []), `KIND:       ${kind}`, `VERSION:    ${version}`, ''];
}

/** Real kubectl has printed the kind by the time it looks for the field. */
class MissingField extends Error {
  constructor(name: string) {
    super(`field "${name}" does not exist`);
  }
}

function fieldLines(schemas: Json, schema: Json, depth: number, indent: number, describe: boolean): string[] {
  const pad = ' '.repeat(indent);
  const required = new Set<string>(schema.required ?? []);
  return Object.keys(schema.properties ?? {})
    .sort()
    .flatMap((name) => {
      const field = schema.properties[name];
      const line = `${pad}${name}\t<${typeName(schemas, field)}>${required.has(name) ? ' -required-' : ''}`;
      if (describe)
        return [
          line,
          ...wrap(field.description || resolve(schemas, field).description || '<no description>', indent + 2),
          '',
        ];
      const inner =
        depth > 1 ? fieldLines(schemas, itemOf(schemas, resolve(schemas, field)), depth - 1, indent + 2, false) : [];
      return [line, ...inner];
    });
}

function resolve(schemas: Json, schema: Json): Json {
  const reference = schema?.$ref ?? schema?.allOf?.[0]?.$ref;
  return reference ? (schemas[String(reference).split('/').at(-1)!] ?? {}) : (schema ?? {});
}

/** What is inside a list or a map; the schema itself otherwise. */
function itemOf(schemas: Json, schema: Json): Json {
  const inner =
    schema.items ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
  return inner ? resolve(schemas, inner) : schema;
}

function typeName(schemas: Json, field: Json): string {
  if (field.type === 'array') return `[]${typeName(schemas, field.items ?? {})}`;
  const reference = field.$ref ?? field.allOf?.[0]?.$ref;
  if (reference) return String(reference).split('.').at(-1)!;
  if (typeof field.additionalProperties === 'object')
    return `map[string]${typeName(schemas, field.additionalProperties)}`;
  return field.type === 'object' || !field.type ? 'Object' : field.type;
}

function wrap(text: string, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && pad.length + line.length + 1 + word.length > 80) {
      lines.push(pad + line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, pad + line];
}
