import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { githubAnnotations, junit, type Suite, tap } from '../report/index.ts';
import { UsageError } from './failure.ts';
import type { Wish } from './read-wishes.ts';

/** What a run found: suites, and what `--json` prints. */
export interface Findings {
  suites: readonly Suite[];
  json: unknown;
}

/** The reports of one run. Throws `UsageError` when two of them want standard output, or a file cannot be written. */
export class Reports {
  /** Standard output belongs to a report: what is for people stays away from it. */
  readonly takeOutput: boolean;
  readonly #wishes: readonly Wish[];
  readonly #mask: (text: string) => string;

  /** `mask` takes out of texts what is nobody's business. */
  constructor(report: readonly Wish[] = [], json = false, mask = (text: string) => text) {
    this.#mask = mask;
    this.#wishes = json ? [...report, { format: 'json', file: '-' }] : report;
    const files = this.#wishes.flatMap((wish) => ('file' in wish ? [wish.file] : []));
    const twice = files.find((file, index) => files.indexOf(file) !== index);
    if (twice === '-') throw new UsageError('only one report can go to standard output (-); give the others a file');
    if (twice !== undefined) throw new UsageError(`two reports cannot both be written to ${twice}`);
    this.takeOutput = files.includes('-');
    // Now, not after an hour of tests; and what an earlier run left is no result of this one.
    for (const file of files) if (file !== '-') write(file, '');
  }

  write({ suites, json }: Findings): void {
    for (const wish of this.#wishes) {
      // GitHub reads both streams; a program behind a pipe reads only one.
      if (wish.format === 'github') process[this.takeOutput ? 'stderr' : 'stdout'].write(githubAnnotations(suites));
      else if (wish.format === 'junit') write(wish.file, junit(suites));
      else if (wish.format === 'tap') write(wish.file, tap(suites));
      else
        write(
          wish.file,
          `${JSON.stringify(json, (_, value) => (typeof value === 'string' ? this.#mask(value) : value), 2)}\n`,
        );
    }
  }
}

function write(file: string, text: string): void {
  if (file === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`the report cannot be written: ${(error as Error).message}`);
  }
}
