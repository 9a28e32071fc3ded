import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** What a debugging container is added to. */
export type DebugPlace = 'pod' | 'copy' | 'node';

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

interface Profile {
  /** The security context of the container, by where it is. */
  security(place: DebugPlace): Json | undefined;
  /** Whether a node's debugging pod lives in the node's own namespaces, and whether it sees its files. */
  hostNamespaces: boolean;
  hostFiles: boolean;
  /** Copies of pods lose labels and probes, and share their processes. */
  altersCopies: boolean;
}

/** The profiles of kubectl 1.32. */
const PROFILES: Readonly<Record<string, Profile>> = {
  legacy: { security: () => undefined, hostNamespaces: true, hostFiles: true, altersCopies: false },
  general: {
    security: (place) => (place === 'node' ? undefined : { capabilities: { add: ['SYS_PTRACE'] } }),
    hostNamespaces: true,
    hostFiles: true,
    altersCopies: true,
  },
  baseline: { security: () => undefined, hostNamespaces: false, hostFiles: false, altersCopies: true },
  restricted: { security: () => RESTRICTED, hostNamespaces: false, hostFiles: false, altersCopies: true },
  netadmin: {
    security: () => ({ capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } }),
    hostNamespaces: true,
    hostFiles: false,
    altersCopies: true,
  },
  sysadmin: { security: () => ({ privileged: true }), hostNamespaces: true, hostFiles: true, altersCopies: true },
};

/** The profile `--profile` names. */
export function debugProfile(call: Invocation): Profile {
  const name = call.flags.string('profile');
  const profile = Object.hasOwn(PROFILES, name) ? PROFILES[name] : undefined;
  if (!profile) throw new Failure(`unknown profile: ${name}`);
  return profile;
}

/** Gives a container what the profile and `--custom` say; it is changed. */
export function applyProfile(call: Invocation, container: Json, place: DebugPlace, custom: Json | undefined): void {
  const security = debugProfile(call).security(place);
  if (security) container.securityContext = withSecurity(container.securityContext, security);
  if (custom) mergeContainer(container, custom);
}

/** Capabilities come to those that are there. */
function withSecurity(before: Json, security: Json): Json {
  const add = [...(before?.capabilities?.add ?? []), ...(security.capabilities?.add ?? [])];
  const capabilities = { ...before?.capabilities, ...security.capabilities, ...(add.length > 0 ? { add } : {}) };
  return { ...before, ...security, ...(Object.keys(capabilities).length > 0 ? { capabilities } : {}) };
}

const NOT_MODIFIABLE = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'];

/** The partial container of `--custom`, a JSON or YAML file. */
export async function customProfile(
  call: Invocation,
  parse: (text: string, path: string) => Json[],
): Promise<Json | undefined> {
  const path = call.flags.string('custom');
  if (!path) return undefined;
  let text: string;
  try {
    text = await call.context.fs.readFile(call.context.resolve(path));
  } catch {
    throw new Failure(
      `must pass a container spec json file for custom profile: open ${path}: no such file or directory`,
    );
  }
  const [custom] = parse(text, path);
  if (custom && NOT_MODIFIABLE.some((field) => custom[field] !== undefined)) {
    throw new Failure('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
  }
  return custom;
}

/** Lists whose elements are merged by this field; all others are replaced. */
const MERGE_KEYS: Readonly<Record<string, string>> = { env: 'name', volumeMounts: 'mountPath', ports: 'containerPort' };

function mergeContainer(container: Json, custom: Json): void {
  for (const [field, value] of Object.entries(custom)) container[field] = merged(field, container[field], value);
}

function merged(field: string, before: Json, value: Json): Json {
  const key = MERGE_KEYS[field];
  if (key && Array.isArray(value)) {
    const others = ((before ?? []) as Json[]).filter((each) => !value.some((one: Json) => one[key] === each[key]));
    return [...value, ...others];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const result = { ...before };
  for (const [name, part] of Object.entries(value)) result[name] = merged(name, result[name], part);
  return result;
}
