import { STRATEGIC_PATCH, twoWayPatch } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { resourcePath } from '../client/discovery.ts';
import { findResource } from '../client/resource-names.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { parseManifest } from '../manifests.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { attachToDebugger } from './debug-attach.ts';
import { debugCommand, debugContainerName, fillContainer } from './debug-container.ts';
import { copyForDebugging, imagePairs } from './debug-copy.ts';
import { debugNode } from './debug-node.ts';
import { applyProfile, customProfile, debugProfile } from './debug-profiles.ts';

/** `kubectl debug`: a container beside those of a pod, a changed copy of the pod, or a pod in a node's own namespaces. */
export async function debug(call: Invocation): Promise<void> {
  imagePairs(call);
  debugProfile(call);
  const custom = await customProfile(call, parseManifest);
  checkOptions(call);
  if (call.flags.string('profile') === 'legacy') call.complain(LEGACY);
  const names = call.dashAt === -1 ? call.args : call.args.slice(0, call.dashAt);
  const targets = names.length === 0 ? (await fromFiles(call)).values() : named(call, names);
  for await (const target of targets) {
    const { pod, container } = await visit(call, target, custom);
    if (attaches(call) && container) await attachToDebugger(call, pod, container);
  }
}

const LEGACY =
  '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n';

function attaches(call: Invocation): boolean {
  return call.flags.changed('attach') ? call.flags.bool('attach') : call.flags.bool('stdin');
}

async function fromFiles(call: Invocation): Promise<Target[]> {
  const selection = await select(call, { args: [] });
  throwCollected(selection.failures);
  return selection.targets;
}

/** Bare names are pods; one after the other, as each is worked on when it is found. */
async function* named(call: Invocation, names: readonly string[]): AsyncGenerator<Target> {
  for (const word of names) {
    const [type, name] = word.includes('/') ? word.split('/', 2) : ['pods', word];
    const resource = await findResource(call.client, type!);
    const target = { resource, namespace: resource.namespaced ? call.namespace : undefined, name: name!, object: {} };
    yield { ...target, object: await call.client.get(targetPath(target)) };
  }
}

async function visit(
  call: Invocation,
  target: Target,
  custom: Json | undefined,
): Promise<{ pod: Json; container: string | undefined }> {
  const { kind, group, version } = target.resource;
  if (kind === 'Node' && group === '') {
    const pod = await debugNode(call, target.object, custom);
    return { pod, container: pod.spec.containers[0].name };
  }
  if (kind !== 'Pod' || group !== '') {
    throw new Failure(`"${group}/${version}, Kind=${kind}" not supported by debug`);
  }
  return call.flags.string('copy-to') ? debugCopy(call, target, custom) : debugBeside(call, target, custom);
}

async function debugCopy(
  call: Invocation,
  target: Target,
  custom: Json | undefined,
): Promise<{ pod: Json; container: string | undefined }> {
  const { copy, container } = copyForDebugging(call, target.object, custom);
  const pod = await call.client.post(resourcePath(target.resource, target.namespace), copy);
  if (call.flags.bool('replace')) await call.client.delete(targetPath(target), { gracePeriodSeconds: 0 });
  return { pod, container };
}

async function debugBeside(
  call: Invocation,
  target: Target,
  custom: Json | undefined,
): Promise<{ pod: Json; container: string }> {
  const pod = target.object;
  const container: Json = {
    name: debugContainerName(call, pod),
    resources: {},
    terminationMessagePolicy: 'File',
    ...(call.flags.string('target') ? { targetContainerName: call.flags.string('target') } : {}),
  };
  fillContainer(call, container);
  const before = ((pod.spec.ephemeralContainers ?? []) as Json[]).find(({ name }) => name === container.name);
  // The profile goes to the first container of the name, which may be an earlier one.
  const profiled = before ? structuredClone(before) : container;
  applyProfile(call, profiled, 'pod', custom);
  const { contentType, patch } = before
    ? { contentType: STRATEGIC_PATCH, patch: againPatch(before, profiled, container) }
    : twoWayPatch(target.resource, pod, withDebugger(pod, container));
  const patched = await call.client.patch(targetPath(target, 'ephemeralcontainers'), contentType, patch);
  return { pod: patched, container: container.name };
}

function withDebugger(pod: Json, container: Json): Json {
  const ephemeralContainers = [...(pod.spec.ephemeralContainers ?? []), container];
  return { ...pod, spec: { ...pod.spec, ephemeralContainers } };
}

/** A second container of the same name: the patch takes the first for it, and the server says what it thinks of that. */
function againPatch(before: Json, profiled: Json, container: Json): Json {
  const gone = Object.keys(before).filter((field) => !(field in container));
  const emptied = Object.fromEntries([['name', before.name], ...gone.map((field) => [field, null])]);
  return { spec: { ephemeralContainers: [emptied, profiled] } };
}

const IMAGE = /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*(?::[\w.-]+)?(?:@\w+:[0-9a-f]+)?$/;
const PULL_POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];

function checkOptions(call: Invocation): void {
  const { flags } = call;
  const image = flags.string('image');
  const container = flags.string('container');
  if (flags.changed('attach') && flags.bool('attach') && !image && !container) {
    throw new Failure('you must specify --container or create a new container using --image in order to attach.');
  }
  if (flags.string('copy-to')) checkCopyOptions(call);
  else {
    for (const flag of ['replace', 'same-node']) {
      if (flags.bool(flag)) throw new Failure(`--${flag} may only be used with --copy-to.`);
    }
    if (flags.list('set-image').length > 0) throw new Failure('--set-image may only be used with --copy-to.');
    if (!image) throw new Failure('you must specify --image when not using --copy-to.');
  }
  if (image && !IMAGE.test(image)) throw new Failure(`invalid image name "${image}": invalid reference format`);
  if (call.args.length === debugCommand(call).length && flags.list('filename').length === 0) {
    throw new Failure('NAME or filename is required for debug');
  }
  const policy = flags.string('image-pull-policy');
  if (!PULL_POLICIES.includes(policy)) throw new Failure(`invalid image pull policy: ${policy}`);
  for (const [name, each] of imagePairs(call)) {
    if (!IMAGE.test(each))
      throw new Failure(`invalid image name "${each}" for container "${name}": invalid reference format`);
  }
  checkTarget(call);
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new Failure('-i/--stdin is required for containers with -t/--tty=true');
  }
}

function checkCopyOptions(call: Invocation): void {
  const image = call.flags.string('image');
  const words = debugCommand(call);
  if (!image && call.flags.list('set-image').length === 0 && words.length === 0) {
    throw new Failure('you must specify --image, --set-image or command arguments.');
  }
  if (words.length > 0 && !call.flags.string('container') && !image) {
    throw new Failure('you must specify an existing container or a new image when specifying args.');
  }
}

function checkTarget(call: Invocation): void {
  const target = call.flags.string('target');
  if (!target) return;
  if (call.flags.string('copy-to')) {
    throw new Failure('--target is incompatible with --copy-to. Use --share-processes instead.');
  }
  if (call.flags.bool('quiet')) return;
  call.print(
    `Targeting container "${target}". If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
  );
}
