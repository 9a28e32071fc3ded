import { type Environment, EnvironmentError } from './environment.ts';

/** What a document speaks of without creating it: evidence for the environment it was written for. */
export interface Mentions {
  namespaces: readonly string[];
  /** `namespace/name`. */
  pods: readonly string[];
  files: readonly string[];
}

export interface EnvironmentChoice {
  environment: Environment;
  /** For people: `hipstershop: namespace hipstershop, pod multitool`. */
  because: string;
}

/**
 * The environment that has most of what the document mentions. A host file that is not there rules one out.
 * Throws `EnvironmentError` with the candidates when there is no single best.
 */
export function chooseEnvironment(mentions: Mentions, candidates: readonly Environment[]): EnvironmentChoice {
  const scored = candidates
    .filter((environment) => mentions.files.every((file) => hasFile(environment, file)))
    .map((environment) => ({ environment, found: findings(mentions, environment) }))
    .sort((a, b) => b.found.length - a.found.length);
  const [best, second] = scored;
  if (!best) {
    throw new EnvironmentError(
      `no environment has the files this document uses (${mentions.files.join(', ')}); name one with --environment (${names(candidates)})`,
    );
  }
  if (second && second.found.length === best.found.length) {
    const equal = scored
      .filter(({ found }) => found.length === best.found.length)
      .map(({ environment }) => environment);
    throw new EnvironmentError(`this document fits several environments; choose with --environment: ${names(equal)}`);
  }
  return { environment: best.environment, because: best.found.join(', ') };
}

function findings(mentions: Mentions, environment: Environment): string[] {
  const objects = environment.manifests.flatMap((manifest) => manifest.objects);
  const namespaces = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  const pods = new Set(objects.filter(({ kind }) => kind === 'Pod').map(podName));
  return [
    ...mentions.namespaces.filter((name) => namespaces.has(name)).map((name) => `namespace ${name}`),
    ...mentions.pods.filter((name) => pods.has(name)).map((name) => `pod ${name}`),
    ...mentions.files.map((file) => `file ${file}`),
  ];
}

function podName({
  metadata: { namespace = 'default', name },
}: {
  metadata: { namespace?: string; name: string };
}): string {
  return `${namespace}/${name}`;
}

function hasFile(environment: Environment, file: string): boolean {
  const path = file.replace(/^~\//, '').replace(/^\.\//, '').replace(/\/$/, '');
  return Object.keys(environment.files).some((known) => known === path || known.startsWith(`${path}/`));
}

function names(environments: readonly Environment[]): string {
  return environments.map(({ name }) => name).join(', ');
}
