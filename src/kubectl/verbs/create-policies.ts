import type { Json } from '../client/api-client.ts';
import { Failure, StatusFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { objectPrinter } from '../printers/printer.ts';
import { readAmounts } from './amounts.ts';
import { createObject, metadata, nameArgument } from './create-object.ts';

/** `kubectl create namespace`. */
export async function createNamespace(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const object = {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name, creationTimestamp: null },
    spec: {},
    status: {},
  };
  await createObject(call, object);
}

/** `kubectl create serviceaccount`. */
export async function createServiceAccount(call: Invocation): Promise<void> {
  const object = { kind: 'ServiceAccount', apiVersion: 'v1', metadata: metadata(call, nameArgument(call)) };
  await createObject(call, object, 'failed to create serviceaccount:');
}

/** `kubectl create quota`. */
export async function createQuota(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const hard = readAmounts(call.flags.string('hard'));
  const scopes = call.flags.string('scopes').split(',').filter(Boolean);
  const spec = {
    ...(Object.keys(hard).length > 0 ? { hard } : {}),
    ...(scopes.length > 0 ? { scopes } : {}),
  };
  const object = { kind: 'ResourceQuota', apiVersion: 'v1', metadata: metadata(call, name), spec, status: {} };
  await createObject(call, object, 'failed to create quota:');
}

/** `kubectl create poddisruptionbudget`. */
export async function createDisruptionBudget(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const selector = call.flags.string('selector');
  const [fewest, most] = [call.flags.string('min-available'), call.flags.string('max-unavailable')];
  if (!selector) throw new Failure('a selector must be specified');
  if (!fewest && !most) throw new Failure('one of min-available or max-unavailable must be specified');
  if (fewest && most) throw new Failure('min-available and max-unavailable cannot be both specified');
  const amount = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);
  const object = {
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    metadata: metadata(call, name),
    spec: {
      ...(fewest ? { minAvailable: amount(fewest) } : { maxUnavailable: amount(most) }),
      selector: { matchLabels: Object.fromEntries(selector.split(',').map((pair) => pair.split('=', 2))) },
    },
    status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
  };
  await createObject(call, object, 'failed to create poddisruptionbudgets:');
}

/** `kubectl create priorityclass`. */
export async function createPriorityClass(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const description = call.flags.string('description');
  const object = {
    kind: 'PriorityClass',
    apiVersion: 'scheduling.k8s.io/v1',
    metadata: { name, creationTimestamp: null },
    value: call.flags.int('value'),
    ...(call.flags.bool('global-default') ? { globalDefault: true } : {}),
    ...(description ? { description } : {}),
    preemptionPolicy: call.flags.string('preemption-policy'),
  };
  await createObject(call, object, 'failed to create priorityclass:');
}

/** `kubectl create token`. */
export async function createToken(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const audiences = call.flags.list('audience');
  const seconds = call.flags.duration('duration') / 1000;
  const spec = {
    ...(audiences.length > 0 ? { audiences } : {}),
    ...boundObject(call),
    ...(seconds > 0 ? { expirationSeconds: seconds } : {}),
  };
  const printer = await objectPrinter(call);
  const path = `/api/v1/namespaces/${encodeURIComponent(call.namespace)}/serviceaccounts/${encodeURIComponent(name)}/token`;
  try {
    const answer = await call.client.post(path, { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', spec });
    call.print(printer ? printer(answer) : `${answer.status.token}\n`);
  } catch (failure) {
    throw failure instanceof StatusFailure ? new Failure(`failed to create token: ${failure.message}`) : failure;
  }
}

const BOUND_KINDS: Readonly<Record<string, string>> = { Pod: 'v1', Secret: 'v1', Node: 'v1' };

function boundObject(call: Invocation): Json {
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((field) => call.flags.string(`bound-object-${field}`));
  if (!kind && name) throw new Failure('--bound-object-name can only be set if --bound-object-kind is provided');
  if (!kind && uid) throw new Failure('--bound-object-uid can only be set if --bound-object-kind is provided');
  if (!kind) return {};
  const apiVersion = BOUND_KINDS[kind];
  if (!apiVersion) throw new Failure('supported --bound-object-kind values are Node, Pod, Secret');
  if (!name) throw new Failure('--bound-object-name is required if --bound-object-kind is provided');
  return { boundObjectRef: { kind, apiVersion, name, ...(uid ? { uid } : {}) } };
}
