import { parseAllDocuments, stringify } from 'yaml';
import type { Tool, ToolContext } from '../../types.ts';
import { readOperand } from '../operands.ts';
import { type Options, readOptions } from '../options.ts';

const COMMANDS = new Set(['e', 'eval', 'ea', 'eval-all']);

/**
 * YAML through jq's language: paths, selects and assignments mean the same in both. Each document of a stream is
 * evaluated by itself; results print as YAML, or as JSON with `-o=json`.
 */
export const yq: Tool = {
  name: 'yq',
  async run(context) {
    const options = readOptions(
      context.args.map((word) => word.replace(/^-(o|p|I)=/, '-$1')),
      {
        flags: ['r', 'i', 'n', 'e', 'c', 'j', 'P', 'N', 'C', 'M', 's'],
        values: ['o', 'p', 'I', 'arg'],
        long: {
          'output-format': 'o',
          'input-format': 'p',
          indent: 'I',
          'unwrap-scalar': 'r',
          'raw-output': 'r',
          inplace: 'i',
          'null-input': 'n',
          'exit-status': 'e',
          'no-doc': 'N',
          tojson: 'j',
          prettyPrint: 'P',
          'no-colors': 'M',
          colors: 'C',
        },
      },
    );
    if (typeof options === 'string') return fail(context, options);
    const format = options.flags.has('j') ? 'json' : (options.values.get('o') ?? 'yaml');
    if (!/^(?:y|yaml|j|json)$/.test(format))
      return fail(context, `unknown output format '${format}': it writes yaml and json`);
    const operands = [...options.operands];
    if (COMMANDS.has(operands[0] ?? '')) operands.shift();
    // A single operand is the expression, unless it is a file.
    const onlyFile = operands.length === 1 && (await isFile(context, operands[0]!));
    const expression = onlyFile ? '.' : (operands.shift() ?? '.');
    return evaluateFiles(context, options, expression, operands, format.startsWith('j'));
  },
};

async function isFile({ fs, resolve }: ToolContext, operand: string): Promise<boolean> {
  return (await fs.exists(resolve(operand))) && (await fs.stat(resolve(operand))).isFile;
}

async function evaluateFiles(
  context: ToolContext,
  options: Options,
  expression: string,
  files: string[],
  json: boolean,
): Promise<number> {
  let missing = false;
  for (const file of files.length > 0 ? files : ['-']) {
    const text = options.flags.has('n') ? 'null' : await readOperand(context, file);
    if (text === undefined) return 1;
    const results: unknown[] = [];
    for (const document of documents(text)) {
      if (typeof document === 'string') return fail(context, `bad file '${file}': ${document}`);
      const values = await evaluate(context, expression, document.value);
      if (values === undefined) return 1;
      results.push(...values);
    }
    missing ||= results.length === 0 || results.some((value) => value === null || value === false);
    const output = print(results, json, options, expression);
    if (options.flags.has('i') && file !== '-') await context.fs.writeFile(context.resolve(file), output);
    else context.stdout(output);
  }
  return options.flags.has('e') && missing ? 1 : 0;
}

function documents(text: string): ({ value: unknown } | string)[] {
  const parsed = parseAllDocuments(text);
  if ('empty' in parsed) return [{ value: null }];
  return parsed.map((document) => document.errors[0]?.message.split('\n')[0] ?? { value: document.toJS() });
}

async function evaluate(
  { exec, stderr }: ToolContext,
  expression: string,
  value: unknown,
): Promise<unknown[] | undefined> {
  let output = '';
  let problems = '';
  const code = await exec(['jq', '-c', expression], {
    stdin: JSON.stringify(value ?? null),
    stdout: (text) => void (output += text),
    stderr: (text) => void (problems += text),
  });
  if (code !== 0) {
    stderr(`Error: ${problems.replace(/^jq: /, '').trim() || `cannot evaluate '${expression}'`}\n`);
    return undefined;
  }
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function print(results: unknown[], json: boolean, { flags, values }: Options, expression: string): string {
  const indent = Number(values.get('I') ?? 2);
  if (json) {
    const raw = flags.has('r');
    const space = flags.has('c') ? 0 : indent;
    return results
      .map((value) => `${raw && typeof value === 'string' ? value : JSON.stringify(value, null, space)}\n`)
      .join('');
  }
  const separate = /^\.?$/.test(expression) || results.every((value) => typeof value === 'object' && value !== null);
  const texts = results.map((value) =>
    typeof value === 'string' ? `${value}\n` : stringify(value, { indent: Math.max(1, indent), lineWidth: 0 }),
  );
  return texts.join(separate && !flags.has('N') ? '---\n' : '');
}

function fail({ stderr }: ToolContext, problem: string): number {
  stderr(`Error: ${problem}\n`);
  return 1;
}
