import type { Json } from '../../client/api-client.ts';
import { Failure } from '../../failure.ts';
import { goText } from '../jsonpath.ts';
import { executeTemplate, TemplateStop } from './execute-template.ts';
import { TemplateSyntax } from './parse-pipeline.ts';
import { parseTemplate } from './parse-template.ts';
import { FUNCTIONS } from './template-functions.ts';
import type { ParsedTemplate } from './template-nodes.ts';

const FUNCTION_NAMES = new Set(Object.keys(FUNCTIONS));

/** `-o go-template=...`. Missing keys print `<no value>`. */
export function goTemplatePrinter(source: string): (data: Json) => string {
  const template = read(source);
  return (data) => {
    let text = '';
    try {
      executeTemplate(template, data, (piece) => {
        text += piece;
      });
      return text;
    } catch (failure) {
      if (!(failure instanceof TemplateStop)) throw failure;
      const reason = stopText(failure, source);
      const printed = `${text}Error executing template: ${reason}. ${dump(source, data)}`;
      throw new Failure(`error executing template ${JSON.stringify(source)}: ${reason}`, { printed });
    }
  };
}

function read(source: string): ParsedTemplate {
  try {
    return parseTemplate(source, FUNCTION_NAMES);
  } catch (failure) {
    if (!(failure instanceof TemplateSyntax)) throw failure;
    const line = source.slice(0, failure.at).split('\n').length;
    throw new Failure(`error parsing template ${source}, template: output:${line}: ${failure.message}`);
  }
}

function stopText({ message, place, template }: TemplateStop, source: string): string {
  const before = source.slice(0, place.at).split('\n');
  return `template: output:${before.length}:${before.at(-1)!.length}: executing "${template}" at <${place.text}>: ${message}`;
}

function dump(source: string, data: Json): string {
  return (
    'Printing more information for debugging the template:\n' +
    `\ttemplate was:\n\t\t${source}\n\traw data was:\n\t\t${sortedJson(data)}\n` +
    `\tobject given to template engine was:\n\t\t${goText(data)}\n\n`
  );
}

function sortedJson(data: Json): string {
  return JSON.stringify(data, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
