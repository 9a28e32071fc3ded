import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLab, type TrackReport, verifyTrack } from '../../src/runner/index.ts';
import { paceOf, packageRoot, readFiles } from '../../src/sandbox/index.ts';
import { type FileTree, loadTrack } from '../../src/track/index.ts';

export interface VerifyTextOptions {
  environment?: string;
  seed?: number;
  /** Lines run in the learner's shell before the document, e.g. to change the world. */
  before?: string;
  /** Simulated milliseconds that pass before the document is begun. */
  wait?: number;
}

/** Plays a single-file document as `firedrill test` does. */
export async function verifyText(text: string, options: VerifyTextOptions = {}): Promise<TrackReport> {
  const track = loadTrack(singleFile(text), 'document.md', {});
  const typist = { listening: false };
  const lab = await openLab({
    held: () => typist.listening && lab.sandbox.terminal(lab.sandbox.hostNames[0]!).innerPrompt !== undefined,
    track,
    trackFile: () => undefined,
    environment: options.environment,
    seed: options.seed,
    helpers: readFiles(join(packageRoot(), 'checks/lib')),
  });
  const pace = paceOf(lab.sandbox, 'max');
  if (options.wait) await lab.sandbox.advance(lab.sandbox.now + options.wait);
  if (options.before) await pace.run(lab.sandbox.line(lab.sandbox.hostNames[0]!, options.before));
  return verifyTrack(
    { ...lab, pace, typist },
    {
      strategy: 'blocks',
      skipFailCheck: false,
      keepGoing: true,
      realNow: () => performance.now(),
      takeOutput: () => '',
    },
  );
}

export function outcomes(report: TrackReport): string[] {
  return report.steps.map(({ outcome }) => outcome);
}

export function problems(report: TrackReport): string {
  return report.steps.flatMap((step) => step.problems).join('\n');
}

export function fixture(name: string): string {
  return readFileSync(join(packageRoot(), 'test/fixtures/documents', name), 'utf8');
}

/** Replaces what must be there exactly once: a test that breaks a document has to break something. */
export function broken(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`the document has ${text.split(from).length - 1} times: ${from}`);
  return text.replace(from, () => to);
}

function singleFile(text: string): FileTree {
  return {
    label: 'test',
    read: (path) => (path === 'document.md' ? text : undefined),
    list: (path) => (path === '' ? ['document.md'] : undefined),
  };
}
