import type { Json } from '../client/api-client.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { select } from '../selection.ts';
import { podSpecOf, typedObject } from './patch-targets.ts';
import { changeTemplates, matchingContainers, refuseAfterSelection } from './set-template.ts';

/** `kubectl set env`. */
export async function setEnv(call: Invocation): Promise<void> {
  const isChange = (arg: string): boolean => /^[A-Za-z_.-][\w.-]*=/.test(arg) || /^[A-Za-z_][\w.]*-$/.test(arg);
  const resources = call.args.filter((arg) => !isChange(arg));
  const changes = [...call.args.filter(isChange), ...call.flags.list('env')];
  if (resources.length === 0 && call.flags.list('filename').length === 0)
    throw new Failure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (call.flags.bool('list')) return listEnvironment(call, resources);
  const from = call.flags.string('from');
  const borrowed = from ? await variablesFrom(call, from) : [];
  if (changes.length + borrowed.length === 0)
    await refuseAfterSelection(call, resources, 'at least one environment variable must be provided');
  await changeTemplates(call, resources, 'env updated', (podSpec) => {
    for (const container of matchingContainers(podSpec, call.flags.string('containers'))) {
      for (const variable of borrowed) put(container, variable);
      for (const change of changes) applyChange(container, change);
    }
  });
}

function applyChange(container: Json, change: string): void {
  const env: Json[] = container.env ?? [];
  const equals = change.indexOf('=');
  if (equals === -1) {
    container.env = env.filter((each) => each.name !== change.slice(0, -1));
    if (container.env.length === 0) delete container.env;
    return;
  }
  put(container, { name: change.slice(0, equals), value: change.slice(equals + 1) });
}

function put(container: Json, variable: Json): void {
  const env: Json[] = container.env ?? [];
  const at = env.findIndex((each) => each.name === variable.name);
  container.env = at === -1 ? [...env, variable] : env.with(at, variable);
}

/** A variable for each key of a ConfigMap or Secret, that takes its value from there. */
async function variablesFrom(call: Invocation, from: string): Promise<Json[]> {
  const { targets, failures } = await select(call, { args: [from] });
  throwCollected(failures);
  const wanted = call.flags.list('keys');
  return targets.flatMap(({ resource, object, name }) => {
    const field = { ConfigMap: 'configMapKeyRef', Secret: 'secretKeyRef' }[resource.kind];
    if (!field) throw new Failure(`unsupported resource specified in --from`);
    return Object.keys(object.data ?? {})
      .filter((key) => wanted.length === 0 || wanted.includes(key))
      .sort()
      .map((key) => {
        const upper = key.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase();
        if (upper !== key) call.complain(`Warning: key ${key} transferred to ${upper}\n`);
        return { name: call.flags.string('prefix') + upper, valueFrom: { [field]: { key, name } } };
      });
  });
}

async function listEnvironment(call: Invocation, resources: readonly string[]): Promise<void> {
  const selection = await select(call, { args: resources });
  for (const target of selection.targets) {
    const podSpec = podSpecOf(typedObject(target));
    for (const container of matchingContainers(podSpec ?? {}, call.flags.string('containers'))) {
      call.print(`# ${target.resource.kind} ${target.name}, container ${container.name}\n`);
      for (const variable of container.env ?? []) call.print(`${variableText(variable)}\n`);
    }
  }
  throwCollected(selection.failures);
}

function variableText(variable: Json): string {
  const from = variable.valueFrom;
  if (!from) return `${variable.name}=${variable.value ?? ''}`;
  if (from.configMapKeyRef)
    return `# ${variable.name} from configmap ${from.configMapKeyRef.name}, key ${from.configMapKeyRef.key}`;
  if (from.secretKeyRef)
    return `# ${variable.name} from secret ${from.secretKeyRef.name}, key ${from.secretKeyRef.key}`;
  return `# ${variable.name} from field path ${from.fieldRef?.fieldPath ?? ''}`;
}
