import type { Clock, Random } from '../clock/index.ts';
import type { KubernetesObject, ReadStore } from '../cluster/index.ts';
import type { ImageBehaviour, Network } from '../network/index.ts';
import { type Machine, networkTools, standardTools, type Tool } from '../shell/index.ts';
import type { PodVolumes } from './pod-volumes.ts';

export interface PodWorld {
  clock: Clock;
  random: Random;
  store: ReadStore;
  network: Network;
  volumes: PodVolumes;
  /** The token of a pod's service account. */
  podToken(pod: KubernetesObject, seconds: number, audience?: string): string | undefined;
}

/** The machine inside one container: what its image carries, its environment, its mounted files. */
export function podMachine(pod: KubernetesObject, containerName: string, world: PodWorld): Machine {
  const container = containerOf(pod, containerName);
  const image = world.network.image(container.image);
  const { name, namespace = 'default' } = pod.metadata;
  const hostname = pod.spec.hostNetwork ? pod.spec.nodeName : (pod.spec.hostname ?? name);
  const node = world.store.get('nodes', undefined, pod.spec.nodeName ?? '');
  return {
    hostname,
    kernel: node?.status?.nodeInfo?.kernelVersion,
    user: { name: 'root', uid: 0, home: '/root' },
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      HOSTNAME: hostname,
      ...serviceEnvironment(namespace, world.store),
      ...containerEnvironment(pod, container, world.store),
    },
    files: { ...systemFiles(pod, image, world.network), ...mountedFiles(pod, container, world) },
    mounts: world.volumes.mountsOf(pod, container),
    tools: toolsOf(image, [
      ...standardTools(),
      ...networkTools({
        network: world.network,
        endpoint: () => world.network.pod(namespace, name),
        flavours: image.flavours,
      }),
    ]),
    cwd: container.workingDir ?? '/',
    prompt: image.shells.includes('bash') ? `root@${hostname}:\\w# ` : '\\w # ',
    clock: world.clock,
    random: world.random.fork(`pod/${namespace}/${name}/${containerName}`),
  };
}

/** True when `program` can be executed in the image. */
export function hasProgram(image: ImageBehaviour, program: string): boolean {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (['sh', 'bash', 'ash', 'dash', 'zsh'].includes(name)) return image.shells.includes(name);
  // Without a shell there is nothing in the image but its own program.
  return image.shells.length > 0 || image.tools.includes(name);
}

/** A container of the pod by name; the first when there is none of that name. */
export function containerOf(pod: KubernetesObject, name: string) {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? []), ...(pod.spec.ephemeralContainers ?? [])];
  return all.find((container) => container.name === name) ?? pod.spec.containers[0];
}

function toolsOf(image: ImageBehaviour, all: readonly Tool[]): readonly Tool[] {
  if (image.tools.includes('*')) return all;
  const network = new Set(NETWORK_PROGRAMS);
  return all.filter((tool) => !network.has(tool.name) || image.tools.includes(tool.name));
}

/** Programs an image has only when its row says so; the rest comes with any shell. */
const NETWORK_PROGRAMS = [
  'curl',
  'wget',
  'ping',
  'ping6',
  'nc',
  'ncat',
  'nmap',
  'nslookup',
  'dig',
  'host',
  'traceroute',
  'tracepath',
  'fping',
  'arping',
  'ip',
  'ifconfig',
  'arp',
  'ss',
  'netstat',
  'openssl',
  'yq',
  'jq',
  'ps',
  'less',
  'watch',
  'sudo',
  'bc',
];

// biome-ignore lint/suspicious/noExplicitAny: a container of the pod's spec
function containerEnvironment(pod: KubernetesObject, container: any, store: ReadStore): Record<string, string> {
  const env: Record<string, string> = {};
  const namespace = pod.metadata.namespace;
  for (const source of container.envFrom ?? []) {
    const data = source.configMapRef
      ? store.get('configmaps', namespace, source.configMapRef.name)?.data
      : decoded(store.get('secrets', namespace, source.secretRef?.name)?.data);
    for (const [key, value] of Object.entries(data ?? {})) env[`${source.prefix ?? ''}${key}`] = String(value);
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    env[name] = expand(value ?? referenced(pod, valueFrom, store) ?? '', env);
  }
  return env;
}

// biome-ignore lint/suspicious/noExplicitAny: an EnvVarSource
function referenced(pod: KubernetesObject, from: any, store: ReadStore): string | undefined {
  const namespace = pod.metadata.namespace;
  if (from?.fieldRef) return fieldOf(pod, from.fieldRef.fieldPath);
  if (from?.configMapKeyRef)
    return store.get('configmaps', namespace, from.configMapKeyRef.name)?.data?.[from.configMapKeyRef.key];
  if (from?.secretKeyRef)
    return decoded(store.get('secrets', namespace, from.secretKeyRef.name)?.data)[from.secretKeyRef.key];
  return undefined;
}

function fieldOf(pod: KubernetesObject, path: string): string | undefined {
  const keyed = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (keyed) return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2]!];
  let value: unknown = pod;
  for (const part of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[part];
  return value === undefined ? undefined : String(value);
}

/** A field as a file: all labels, or annotations, a line each. */
function fieldFile(pod: KubernetesObject, path: string): string {
  const all = /^metadata\.(labels|annotations)$/.exec(path)?.[1] as 'labels' | 'annotations' | undefined;
  if (!all) return fieldOf(pod, path) ?? '';
  const entries = Object.entries(pod.metadata[all] ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n');
}

function expand(value: string, env: Record<string, string>): string {
  return value.replace(/\$\(([A-Za-z_]\w*)\)/g, (whole, name) => env[name] ?? whole);
}

function decoded(data: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

/** The `NAME_SERVICE_HOST` variables kubelet adds for the services of a namespace. */
function serviceEnvironment(namespace: string, store: ReadStore): Record<string, string> {
  const env: Record<string, string> = {};
  const services = [...store.list('services', namespace)];
  const kubernetes = store.get('services', 'default', 'kubernetes');
  if (kubernetes && namespace !== 'default') services.push(kubernetes);
  for (const service of services) {
    const { clusterIP, ports } = service.spec;
    if (!clusterIP || clusterIP === 'None' || !ports?.length) continue;
    const prefix = service.metadata.name.toUpperCase().replaceAll('-', '_');
    env[`${prefix}_SERVICE_HOST`] = clusterIP;
    env[`${prefix}_SERVICE_PORT`] = String(ports[0].port);
  }
  return env;
}

function systemFiles(pod: KubernetesObject, image: ImageBehaviour, network: Network): Record<string, string> {
  const { name, namespace = 'default' } = pod.metadata;
  const endpoint = network.pod(namespace, name);
  const resolver = endpoint && network.resolver(endpoint);
  const { id, name: pretty, version } = image.osRelease ?? { id: 'linux', name: 'Linux', version: '1' };
  return {
    '/etc/hostname': `${name}\n`,
    '/etc/hosts': `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n${endpoint?.ip ?? ''}\t${name}\n`,
    '/etc/os-release': `NAME="${pretty}"\nID=${id}\nVERSION_ID="${version}"\nPRETTY_NAME="${pretty} ${version}"\n`,
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n',
    ...(resolver && {
      '/etc/resolv.conf': `search ${resolver.search.join(' ')}\nnameserver ${resolver.nameserver}\noptions ndots:${resolver.ndots}\n`,
    }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a container of the pod's spec
function mountedFiles(pod: KubernetesObject, container: any, world: PodWorld): Record<string, string> {
  const files: Record<string, string> = {};
  for (const mount of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((candidate: { name: string }) => candidate.name === mount.name);
    const { secret, configMap, downwardAPI, projected } = volume ?? {};
    const named = secret && { ...secret, name: secret.secretName };
    const sources = projected?.sources ?? [{ configMap, downwardAPI, secret: named }];
    for (const [path, text] of sources.flatMap((source: Projection) => projectedFiles(source, pod, world))) {
      if (!mount.subPath) files[`${mount.mountPath}/${path}`] = text;
      else if (mount.subPath === path) files[mount.mountPath] = text;
    }
  }
  return files;
}

interface Projection {
  configMap?: KeysToFiles;
  secret?: KeysToFiles;
  downwardAPI?: { items?: { path: string; fieldRef?: { fieldPath: string } }[] };
  serviceAccountToken?: { path: string; expirationSeconds?: number; audience?: string };
}

interface KeysToFiles {
  name: string;
  /** The keys to show and where; absent: every key under its own name. */
  items?: { key: string; path: string }[];
}

/** Seconds. */
const TOKEN_LIFETIME = 3_600;

/** Path below the mount and text of each file a volume's source brings. */
function projectedFiles(
  projection: Projection,
  pod: KubernetesObject,
  { store, podToken }: PodWorld,
): [string, string][] {
  const { configMap, secret, downwardAPI, serviceAccountToken } = projection;
  const { namespace } = pod.metadata;
  if (serviceAccountToken) {
    const { path, expirationSeconds = TOKEN_LIFETIME, audience } = serviceAccountToken;
    const token = podToken(pod, expirationSeconds, audience);
    return token === undefined ? [] : [[path, token]];
  }
  if (downwardAPI) {
    return (downwardAPI.items ?? []).map(({ path, fieldRef }) => [path, fieldFile(pod, fieldRef?.fieldPath ?? '')]);
  }
  const source = configMap ?? secret;
  if (!source) return [];
  const data: Record<string, string> = configMap
    ? (store.get('configmaps', namespace, source.name)?.data ?? {})
    : decoded(store.get('secrets', namespace, source.name)?.data);
  if (!source.items) return Object.entries(data);
  return source.items.filter(({ key }) => key in data).map(({ key, path }) => [path, data[key]!]);
}
