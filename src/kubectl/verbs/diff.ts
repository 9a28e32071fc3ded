import { lastApplied } from '../apply/last-applied.ts';
import { APPLY_PATCH, threeWayPatch } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion, resourcePath } from '../client/discovery.ts';
import { describeFailure, Exit, Failure, isNotFound } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { printYaml } from '../printers/yaml.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { requireFiles } from './file-options.ts';

/** `kubectl diff`: exit code 0 for no difference, 1 for some, 2 for an error. */
export async function diff(call: Invocation): Promise<void> {
  let differs: boolean;
  try {
    differs = await compare(call);
  } catch (failure) {
    call.context.signal.throwIfAborted();
    call.complain(describeFailure(failure).text);
    throw new Exit(2);
  }
  if (differs) throw new Exit(1);
}

async function compare(call: Invocation): Promise<boolean> {
  requireFiles(call);
  const selection = await select(call, { args: [], local: true });
  if (selection.failures.length > 0) throw selection.failures[0];
  const number = call.context.clock.now() % 1_000_000_000;
  const [live, merged] = [`/tmp/LIVE-${number}`, `/tmp/MERGED-${number + 1}`];
  const { fs } = call.context;
  try {
    for (const folder of [live, merged]) await fs.mkdir(folder, { recursive: true });
    for (const target of selection.targets) await writePair(call, target, live, merged);
    return await runDiff(call, live, merged);
  } finally {
    for (const folder of [live, merged]) await fs.rm(folder, { recursive: true, force: true });
  }
}

async function writePair(call: Invocation, target: Target, liveFolder: string, mergedFolder: string): Promise<void> {
  const live = await fetchLive(call, target);
  const merged = await dryRun(call, target, live);
  const { kind } = target.resource;
  const name = [groupVersion(target.resource).replace('/', '.'), kind, target.namespace ?? '', target.name].join('.');
  // What is not there yet is an empty file, so that every diff shows it whole.
  await call.context.fs.writeFile(`${liveFolder}/${name}`, live ? printYaml(shown(call, live)) : '');
  await call.context.fs.writeFile(`${mergedFolder}/${name}`, printYaml(shown(call, merged)));
}

async function fetchLive(call: Invocation, target: Target): Promise<Json | undefined> {
  try {
    return await call.client.get(targetPath(target));
  } catch (failure) {
    if (isNotFound(failure)) return undefined;
    throw failure;
  }
}

/** What the object would be after an apply. */
function dryRun(call: Invocation, target: Target, live: Json | undefined): Promise<Json> {
  const query = { dryRun: 'All', fieldManager: call.flags.string('field-manager') };
  if (call.flags.bool('server-side')) {
    const force = String(call.flags.bool('force-conflicts'));
    return call.client.patch(targetPath(target), APPLY_PATCH, target.object, {
      ...query,
      fieldManager: 'kubectl',
      force,
    });
  }
  if (!live) return call.client.post(resourcePath(target.resource, target.namespace), target.object, query);
  const original = lastApplied(live);
  const { contentType, patch } = threeWayPatch(
    target.resource,
    original,
    original ? withAnnotations(target.object) : target.object,
    live,
  );
  const { resourceVersion } = live.metadata;
  return call.client.patch(
    targetPath(target),
    contentType,
    { ...patch, metadata: { ...patch.metadata, resourceVersion } },
    query,
  );
}

/** The last applied state always has annotations, be they empty. */
function withAnnotations(object: Json): Json {
  return { ...object, metadata: { ...object.metadata, annotations: object.metadata?.annotations ?? {} } };
}

function shown(call: Invocation, object: Json): Json {
  const { managedFields, ...metadata } = object.metadata;
  return { ...object, metadata: call.flags.bool('show-managed-fields') ? { ...metadata, managedFields } : metadata };
}

async function runDiff(call: Invocation, live: string, merged: string): Promise<boolean> {
  const command = diffCommand(call.context.env.get('KUBECTL_EXTERNAL_DIFF'), live, merged);
  let complaints = '';
  const code = await call.context.exec(command, {
    stdout: (text) => call.print(text),
    stderr: (text) => void (complaints += text),
  });
  if (code === NO_SUCH_PROGRAM) throw new Failure(`failed to run "${command[0]}": executable file not found in $PATH`);
  call.complain(complaints);
  if (code > 1) throw new Exit(code);
  return code === 1;
}

/** The shell's exit code. */
const NO_SUCH_PROGRAM = 127;

/** The program of the person's own gets the folders first; of its arguments only those of plain letters. */
function diffCommand(external: string | undefined, live: string, merged: string): string[] {
  if (!external) return ['diff', '-u', '-N', live, merged];
  const [program, ...options] = external.split(' ');
  return [program!, live, merged, ...options.filter((option) => /^[a-zA-Z0-9-=]+$/.test(option))];
}
