import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageScan } from '../calico/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';
import type { ImageBehaviour, OutsideName } from '../network/index.ts';
import { packageRoot } from './package-root.ts';
import { readYaml } from './read-yaml.ts';

/** A simulated world to start from: assets/environments/<name>, read into plain data. */
export interface Environment {
  name: string;
  description: string;
  clusterName: string;
  /** Exported in the learner's shell. */
  hostVariables: Readonly<Record<string, string>>;
  seed: number;
  /** Whether pods get a service account and its token, as everywhere but where an API server was told not to. */
  podsGetAccounts: boolean;
  /** Whether `view`, `edit` and `admin` get their rules, as everywhere but where no controller manager ran. */
  aggregatesRoles: boolean;
  /** Where services get their addresses from. */
  serviceCIDR?: string;
  /** The block a cloud gives load balancers their addresses from; absent: there is no cloud, and they stay pending. */
  loadBalancers?: string;
  calicoRelease: string;
  anomalyDetection: 'in-cluster' | 'managed';
  /** The learner's machine; with an address it is no node, and where no node has its name the first one otherwise. */
  host: { name: string; user: string; home: string; address?: string };
  outside: readonly OutsideName[];
  /** Kubernetes manifests in the order to apply. */
  manifests: readonly { file: string; objects: readonly KubernetesObject[] }[];
  /** Path below the host's home -> text. */
  files: Readonly<Record<string, string>>;
  images: readonly ImageBehaviour[];
  /** What threat feeds hold, by URL. */
  threatFeeds: Readonly<Record<string, readonly string[]>>;
  /** What scanning images finds; a later row of the same image wins. */
  imageScans: readonly ImageScan[];
}

/** Something about the world a track asks for is not there; exit code 2 or 3, never a stack. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

export function listEnvironments(root = environmentsFolder()): readonly string[] {
  return readdirSync(root).filter((name) => existsSync(join(root, name, 'environment.yml')));
}

/** Reads one environment. Throws `EnvironmentError` naming what there is when there is none of that name. */
export function loadEnvironment(name: string, root = environmentsFolder()): Environment {
  const folder = join(root, name);
  if (!/^[\w.-]+$/.test(name) || !existsSync(join(folder, 'environment.yml'))) {
    throw new EnvironmentError(`there is no environment "${name}"; there are: ${listEnvironments(root).join(', ')}`);
  }
  const settings = readOne(join(folder, 'environment.yml')) ?? {};
  return {
    name,
    description: settings.description ?? '',
    clusterName: settings.clusterName ?? name,
    hostVariables: settings.hostVariables ?? {},
    seed: settings.seed ?? 1,
    podsGetAccounts: settings.podsGetAccounts ?? true,
    aggregatesRoles: settings.aggregatesRoles ?? true,
    serviceCIDR: settings.serviceCIDR,
    loadBalancers: settings.loadBalancers,
    calicoRelease: String(settings.calicoRelease ?? '3.14'),
    anomalyDetection: settings.anomalyDetection ?? 'managed',
    host: { name: 'host', user: 'root', home: '/root', ...settings.host },
    outside: settings.outside ?? [],
    manifests: readManifests(join(folder, 'manifests')),
    files: readFiles(join(folder, 'host')),
    // Read when a world is built: choosing among environments looks at many and needs none.
    get images() {
      return readOne(join(packageRoot(), 'assets/images.yaml'));
    },
    get threatFeeds() {
      return readOne(join(packageRoot(), 'assets/threat-feeds.yaml'));
    },
    get imageScans() {
      return [...readOne(join(packageRoot(), 'assets/image-scans.yaml')), ...(settings.imageScans ?? [])];
    },
  };
}

function environmentsFolder(): string {
  return join(packageRoot(), 'assets/environments');
}

function readManifests(folder: string): Environment['manifests'] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => ({ file, objects: readAll(join(folder, file)) as KubernetesObject[] }));
}

// biome-ignore lint/suspicious/noExplicitAny: our own files; a wrong shape is a mistake of ours, found by every test.
function readOne(path: string): any {
  return readAll(path)[0];
}

function readAll(path: string): unknown[] {
  try {
    return readYaml(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new EnvironmentError(`${path}: ${(error as Error).message}`);
  }
}

/** All text files below a folder, by their path in it. */
export function readFiles(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files: Record<string, string> = {};
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const full = join(folder, path);
    if (statSync(full).isFile()) files[path.replaceAll('\\', '/')] = readFileSync(full, 'utf8');
  }
  return files;
}
