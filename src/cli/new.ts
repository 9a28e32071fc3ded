import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  findObligations,
  type NewFiles,
  newChallenge,
  newCheck,
  newQuiz,
  newTrack,
  stepSlug,
  type Track,
} from '../track/index.ts';
import { UsageError } from './failure.ts';
import { load } from './load.ts';
import { quoted } from './quoted.ts';

/** Writes a new track folder. Never overwrites. */
export function newTrackFolder(folder: string, { title }: { title?: string }): number {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
    throw new UsageError(`${folder} is there already; name a folder that is new or empty`);
  const name = basename(resolve(folder));
  write(folder, newTrack(stepSlug(name), title ?? inWords(name)));
  return whatNext(folder);
}

/** Adds a challenge or a quiz behind the last of a track. */
export function newPart(kind: 'challenge' | 'quiz', folder: string, title: string): number {
  if (title.trim() === '') throw new UsageError(`a ${kind} needs a title`);
  const { challenges } = trackIn(folder);
  const slug = stepSlug(title);
  if (challenges.some((challenge) => challenge.slug === slug))
    throw new UsageError(`the track has a challenge ${slug} already; choose another title`);
  const files = (kind === 'quiz' ? newQuiz : newChallenge)(`${nextNumber(folder)}-${slug}`, slug, title.trim());
  write(folder, files);
  return whatNext(folder);
}

/** Adds a check script for a step, given by its number or its id. */
export function newStepCheck(folder: string, wanted: string): number {
  const { challenges } = trackIn(folder);
  const steps = challenges.flatMap((challenge) => challenge.steps.map((step) => ({ challenge, step })));
  const found = steps.find(
    ({ step }) => step.id === wanted || (/^\d+$/.test(wanted) && step.number === Number(wanted)),
  );
  if (!found) {
    const known = steps.map(({ step }) => step.id).join(', ');
    throw new UsageError(`there is no step ${wanted} in ${folder}; there are: ${known || 'none'}`);
  }
  if (found.step.check) throw new UsageError(`step ${found.step.id} has a check already: ${found.step.check.file}`);
  const obligations = findObligations(
    steps.map(({ step }) => step),
    () => undefined,
  );
  const due = obligations.find(({ due }) => due === found.step.number);
  write(folder, newCheck(found.challenge, found.step, due?.alert));
  return whatNext(folder);
}

function trackIn(folder: string): Track {
  const { track } = load(folder);
  if (track.layout !== 'instruqt')
    throw new UsageError(`${folder} is no track folder; firedrill new track FOLDER makes one`);
  return track;
}

function nextNumber(folder: string): string {
  const numbers = readdirSync(folder).flatMap((name) => /^\d+(?=-)/.exec(name)?.map(Number) ?? []);
  return String(Math.max(0, ...numbers) + 1).padStart(2, '0');
}

/** `lateral-movement` -> `Lateral movement` */
function inWords(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function write(folder: string, files: NewFiles): void {
  const taken = Object.keys(files).find((file) => existsSync(join(folder, file)));
  if (taken) throw new UsageError(`${join(folder, taken)} is there already; nothing was written`);
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx', mode: text.startsWith('#!') ? 0o755 : 0o644 });
    } catch (error) {
      throw new UsageError(`${path} cannot be written: ${(error as Error).message}`);
    }
    process.stdout.write(`${path}\n`);
  }
}

function whatNext(folder: string): number {
  process.stderr.write(`Next: firedrill validate ${quoted(folder)}, then firedrill test ${quoted(folder)}\n`);
  return 0;
}
