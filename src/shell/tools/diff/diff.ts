import type { Tool, ToolContext } from '../../types.ts';
import { formatDate } from '../date/format-date.ts';
import { readOperand } from '../operands.ts';
import { type Options, readOptions } from '../options.ts';
import { compare } from './compare.ts';
import { printNormal, printUnified, type Side } from './print.ts';

/** Compares files (and directories, `-r`): normal output or `-u`; exit code 1 when they differ, 2 on trouble. */
export const diff: Tool = {
  name: 'diff',
  async run(context) {
    const options = readOptions(context.args, {
      flags: ['u', 'q', 's', 'i', 'w', 'b', 'B', 'N', 'r', 'a'],
      values: ['U', 'color', 'label', 'L'],
      long: {
        brief: 'q',
        'report-identical-files': 's',
        'ignore-case': 'i',
        'ignore-all-space': 'w',
        'ignore-space-change': 'b',
        'ignore-blank-lines': 'B',
        'new-file': 'N',
        recursive: 'r',
        text: 'a',
        unified: 'u',
      },
    });
    if (typeof options === 'string')
      return complain(context, `${options}\ndiff: Try 'diff --help' for more information.`);
    const [left, right, extra] = options.operands;
    if (right === undefined) return complain(context, `missing operand after '${left ?? 'diff'}'`);
    if (extra !== undefined) return complain(context, `extra operand '${extra}'`);
    return compareOperands(context, options, left!, right);
  },
};

function complain({ stderr }: ToolContext, problem: string): number {
  stderr(`diff: ${problem}\n`);
  return 2;
}

async function compareOperands(context: ToolContext, options: Options, left: string, right: string): Promise<number> {
  const leftIsDirectory = await isDirectory(context, left);
  const rightIsDirectory = await isDirectory(context, right);
  if (leftIsDirectory && rightIsDirectory) return compareDirectories(context, options, left, right);
  const base = (path: string): string => path.split('/').pop()!;
  const leftFile = leftIsDirectory ? `${left}/${base(right)}` : left;
  const rightFile = rightIsDirectory ? `${right}/${base(left)}` : right;
  return compareFiles(context, options, leftFile, rightFile);
}

async function compareDirectories(
  context: ToolContext,
  options: Options,
  left: string,
  right: string,
): Promise<number> {
  const { fs, resolve, stdout } = context;
  const leftNames = await fs.readdir(resolve(left));
  const rightNames = await fs.readdir(resolve(right));
  let code = 0;
  for (const name of [...new Set([...leftNames, ...rightNames])].sort()) {
    const present = !leftNames.includes(name) ? right : !rightNames.includes(name) ? left : undefined;
    if (present !== undefined && !(await isNewFile(context, options, `${present}/${name}`))) {
      stdout(`Only in ${present}: ${name}\n`);
      code = Math.max(code, 1);
      continue;
    }
    const [leftPath, rightPath] = [`${left}/${name}`, `${right}/${name}`];
    const areDirectories = (await isDirectory(context, leftPath)) && (await isDirectory(context, rightPath));
    if (areDirectories && !options.flags.has('r')) {
      stdout(`Common subdirectories: ${leftPath} and ${rightPath}\n`);
      continue;
    }
    const compareBoth = areDirectories ? compareDirectories : compareFiles;
    code = Math.max(code, await compareBoth(context, options, leftPath, rightPath, true));
  }
  return code;
}

/** `-N`: a file that is on one side only is compared with an empty one. */
async function isNewFile(context: ToolContext, { flags }: Options, path: string): Promise<boolean> {
  return flags.has('N') && !(await isDirectory(context, path));
}

async function compareFiles(
  context: ToolContext,
  options: Options,
  left: string,
  right: string,
  inDirectories = false,
): Promise<number> {
  const { stdout } = context;
  const { flags, values } = options;
  const leftText = await readSide(context, options, left);
  const rightText = await readSide(context, options, right);
  if (leftText === undefined || rightText === undefined) return 2;
  const sides: [Side, Side] = [await side(context, left, leftText), await side(context, right, rightText)];
  const changes = compare(
    sides[0].lines.map((line) => comparable(line, flags)),
    sides[1].lines.map((line) => comparable(line, flags)),
  );
  const real = flags.has('B')
    ? changes.filter(
        (change) =>
          ![
            ...sides[0].lines.slice(change.leftStart, change.leftEnd),
            ...sides[1].lines.slice(change.rightStart, change.rightEnd),
          ].every((line) => line.trim() === ''),
      )
    : changes;
  if (real.length === 0) {
    if (flags.has('s')) stdout(`Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (inDirectories && !flags.has('q')) stdout(`diff ${[...optionWords(context), left, right].join(' ')}\n`);
  if (flags.has('q')) stdout(`Files ${left} and ${right} differ\n`);
  else if (flags.has('u') || values.has('U')) stdout(printUnified(sides, real, Number(values.get('U') ?? 3)));
  else stdout(printNormal(sides, real));
  return 1;
}

async function readSide(context: ToolContext, { flags }: Options, name: string): Promise<string | undefined> {
  const isNew = flags.has('N') && name !== '-' && !(await context.fs.exists(context.resolve(name)));
  return isNew ? '' : readOperand(context, name);
}

/** The options as they were typed: each pair of files is headed by the call that would compare it alone. */
function optionWords({ args }: ToolContext): string[] {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).filter((word) => word.startsWith('-') && word !== '-');
}

async function side({ fs, resolve, clock }: ToolContext, name: string, text: string): Promise<Side> {
  const isThere = name === '-' || (await fs.exists(resolve(name)));
  const time = name === '-' ? clock.now() : isThere ? (await fs.stat(resolve(name))).mtime.getTime() : 0;
  const lines = text === '' ? [] : text.split(/(?<=\n)/);
  return { name, stamp: formatDate(time, '%Y-%m-%d %H:%M:%S.%N %z'), lines };
}

function comparable(line: string, flags: ReadonlySet<string>): string {
  let text = line;
  if (flags.has('w')) text = text.replace(/\s+/g, '');
  else if (flags.has('b')) text = text.replace(/[ \t]+/g, ' ').replace(/ ?\n?$/, '');
  return flags.has('i') ? text.toLowerCase() : text;
}

async function isDirectory({ fs, resolve }: ToolContext, operand: string): Promise<boolean> {
  if (operand === '-' || !(await fs.exists(resolve(operand)))) return false;
  return (await fs.stat(resolve(operand))).isDirectory;
}
