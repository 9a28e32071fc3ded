import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { debugContainerName, fillContainer } from './debug-container.ts';
import { applyProfile, debugProfile } from './debug-profiles.ts';

/** The pod of `--copy-to`, and the container in it to attach to (absent when only images were changed). */
export function copyForDebugging(
  call: Invocation,
  pod: Json,
  custom: Json | undefined,
): { copy: Json; container: string | undefined } {
  const copy = plainCopy(call, pod);
  changeImages(call, copy);
  const wanted = call.flags.string('container');
  const containers: Json[] = copy.spec.containers;
  let container = containers.find((each) => each.name === wanted);
  if (!container) {
    if (!call.flags.string('image')) {
      if (call.flags.list('set-image').length > 0) return { copy, container: undefined };
      throw new Failure('you must specify image when creating new container');
    }
    container = { name: debugContainerName(call, copy), terminationMessagePolicy: 'File', resources: {} };
    containers.push(container);
  }
  fillContainer(call, container);
  applyProfile(call, container, 'copy', custom);
  if (!call.flags.bool('keep-labels')) delete copy.metadata.labels;
  if (debugProfile(call).altersCopies) alterCopy(call, copy);
  return { copy, container: container.name };
}

function plainCopy(call: Invocation, pod: Json): Json {
  const { namespace, labels, annotations } = pod.metadata;
  const spec = structuredClone(pod.spec);
  delete spec.ephemeralContainers;
  if (!call.flags.bool('same-node')) delete spec.nodeName;
  if (call.flags.changed('share-processes')) spec.shareProcessNamespace = call.flags.bool('share-processes');
  const metadata = {
    name: call.flags.string('copy-to'),
    namespace,
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

/** `--set-image` pairs; `*` is every container that has no pair of its own. */
export function imagePairs(call: Invocation): ReadonlyMap<string, string> {
  return new Map(
    call.flags.list('set-image').map((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) {
        throw new Failure(
          `invalid argument "${pair}" for "--set-image" flag: ${pair} must be formatted as key=value\nSee 'kubectl debug --help' for usage.`,
        );
      }
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function changeImages(call: Invocation, copy: Json): void {
  const pairs = imagePairs(call);
  for (const list of ['containers', 'initContainers']) {
    for (const container of (copy.spec[list] ?? []) as Json[]) {
      const image = pairs.get(container.name) ?? pairs.get('*');
      if (image) container.image = image;
    }
  }
}

const PROBES = { 'keep-liveness': 'livenessProbe', 'keep-readiness': 'readinessProbe', 'keep-startup': 'startupProbe' };

/** A copy is not restarted while somebody looks into it. */
function alterCopy(call: Invocation, copy: Json): void {
  const { flags } = call;
  if (!flags.bool('keep-annotations')) delete copy.metadata.annotations;
  if (!flags.bool('keep-init-containers')) delete copy.spec.initContainers;
  for (const container of copy.spec.containers as Json[]) {
    for (const [flag, probe] of Object.entries(PROBES)) if (!flags.bool(flag)) delete container[probe];
  }
  copy.spec.shareProcessNamespace ??= true;
}
