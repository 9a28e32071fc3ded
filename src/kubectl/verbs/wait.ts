import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, resourcePath } from '../client/discovery.ts';
import { deadline, watchEvents } from '../client/watch.ts';
import { Failure, isNotFound, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { compileJsonPath, valueText } from '../printers/jsonpath.ts';
import { relaxedPath } from '../printers/jsonpath-parser.ts';
import { type Selection, select, type Target } from '../selection.ts';
import { typedObject } from './patch-targets.ts';

const ONE_WEEK = 7 * 24 * 3_600_000;
const POLL = 1_000;

/** True when an object is as awaited; `undefined` stands for one that is gone. */
type Condition = (object: Json | undefined) => boolean;

/** `kubectl wait`. */
export async function wait(call: Invocation): Promise<void> {
  const awaited = call.flags.string('for');
  const met = readCondition(awaited);
  const given = call.flags.duration('timeout');
  const timeout = given < 0 ? ONE_WEEK : given;
  using limit = deadline(call.context.clock, call.context.signal, timeout);
  const selection = await selectAwaited(call, awaited, limit.signal);
  const failures = [...selection.failures];
  if (selection.targets.length === 0 && failures.length === 0) {
    if (awaited === 'delete') return;
    throw new Failure('no matching resources found');
  }
  for (const target of selection.targets) {
    const done = await until(call, target, met, limit.signal, timeout === 0);
    call.context.signal.throwIfAborted();
    const name = `${qualifiedKind(typedObject(target))}/${target.name}`;
    if (done) call.print(call.flags.string('output') === 'name' ? `${name}\n` : `${name} condition met\n`);
    else {
      const missed = timeout === 0 ? 'condition not met for' : 'timed out waiting for the condition on';
      failures.push(new Failure(`${missed} ${target.resource.plural}/${target.name}`));
    }
  }
  throwCollected(failures);
}

function readCondition(text: string): Condition {
  const lower = text.toLowerCase();
  if (lower === 'delete') return (object) => object === undefined;
  if (lower === 'create') return (object) => object !== undefined;
  if (lower.startsWith('condition=')) return conditionMet(text.slice('condition='.length));
  if (lower.startsWith('jsonpath=')) return jsonPathMet(text.slice('jsonpath='.length));
  throw new Failure(`unrecognized condition: "${text}"`);
}

function conditionMet(text: string): Condition {
  const [name, value = 'true'] = text.split('=', 2);
  return (object) =>
    ((object?.status?.conditions ?? []) as Json[]).some(
      (each) =>
        String(each.type).toLowerCase() === name!.toLowerCase() &&
        String(each.status).toLowerCase() === value.toLowerCase(),
    );
}

function jsonPathMet(text: string): Condition {
  const unquoted = text.replace(/^'(.*)'$/s, '$1');
  const match = /^(\{[^}]*\}|[^=]*?(?:\[[^\]]*\][^=]*?)*)(?:=(.*))?$/s.exec(unquoted);
  const path = compileJsonPath(relaxedPath(match?.[1] ?? unquoted));
  const wanted = match?.[2]?.replace(/^(['"])(.*)\1$/s, '$2');
  return (object) => {
    if (object === undefined) return false;
    const values = path.find(object).flat();
    if (values.length === 0) return false;
    if (values.length > 1) throw new Failure('given jsonpath expression matches more than one value');
    return wanted === undefined || valueText(values[0]) === wanted;
  };
}

async function selectAwaited(call: Invocation, awaited: string, signal: AbortSignal): Promise<Selection> {
  for (;;) {
    const selection = await select(call);
    if (awaited === 'delete') {
      return { ...selection, failures: selection.failures.filter((failure) => !isNotFound(failure)) };
    }
    const isMissing = selection.failures.some(isNotFound);
    if (awaited !== 'create' || !isMissing) return selection;
    if (signal.aborted) {
      call.context.signal.throwIfAborted();
      throw new Failure('timed out waiting for the condition');
    }
    try {
      await call.context.clock.sleep(POLL, signal);
    } catch {
      call.context.signal.throwIfAborted();
    }
  }
}

async function until(
  call: Invocation,
  target: Target,
  met: Condition,
  signal: AbortSignal,
  once: boolean,
): Promise<boolean> {
  if (once) return met(target.object);
  const path = resourcePath(target.resource, target.namespace);
  const fieldSelector = `metadata.name=${target.name}`;
  const typed = (object: Json): Json => ({
    apiVersion: groupVersion(target.resource),
    kind: target.resource.kind,
    ...object,
  });
  while (!signal.aborted) {
    const list = await call.client.get(path, { fieldSelector });
    const live = ((list.items ?? []) as Json[]).find((item) => item.metadata.name === target.name);
    if (met(live && typed(live))) return true;
    const query = { fieldSelector, resourceVersion: list.metadata.resourceVersion };
    for await (const { type, object } of watchEvents(call.client, call.context.clock, path, query, { signal })) {
      if (type === 'ERROR') break;
      if (type !== 'BOOKMARK' && met(type === 'DELETED' ? undefined : typed(object))) return true;
    }
  }
  return false;
}
