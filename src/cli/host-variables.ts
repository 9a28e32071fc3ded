import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** Names of the variables any shipped environment sets in the learner's shell. Reads no engine: `validate` starts fast. */
export function hostVariables(): string[] {
  const folder = environmentsFolder();
  const files = readdirSync(folder).map((name) => join(folder, name, 'environment.yml'));
  const names = files
    .filter((file) => existsSync(file))
    .flatMap((file) => Object.keys(parse(readFileSync(file, 'utf8'))?.hostVariables ?? {}));
  return [...new Set(names)].sort();
}

/** Names of the shipped environments, as `loadEnvironment` takes them. */
export function environmentNames(): string[] {
  return readdirSync(environmentsFolder()).filter((name) =>
    existsSync(join(environmentsFolder(), name, 'environment.yml')),
  );
}

/** Where the shipped environments are. */
export function environmentsFolder(): string {
  return environments(import.meta.dirname);
}

function environments(from: string): string {
  const here = join(from, 'assets/environments');
  if (existsSync(here)) return here;
  if (from === dirname(from)) throw new Error('assets/environments is missing: the installation is broken');
  return environments(dirname(from));
}
