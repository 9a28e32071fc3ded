import { LAST_APPLIED, lastApplied } from '../apply/last-applied.ts';
import { MERGE_PATCH } from '../apply/patch-kind.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { goJson, sortKeys } from '../printers/json.ts';
import { resultPrinter } from '../printers/result.ts';
import { printYaml } from '../printers/yaml.ts';
import { select, targetPath } from '../selection.ts';
import { dryRunQuery } from './file-options.ts';

/** `kubectl apply view-last-applied`. */
export async function viewLastApplied(call: Invocation): Promise<void> {
  const output = call.flags.string('output');
  if (output !== 'yaml' && output !== 'json') {
    throw new Failure(`Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
  }
  const selection = await select(call);
  throwCollected(selection.failures);
  for (const target of selection.targets) {
    const applied = lastApplied(target.object);
    if (!applied) throw new Failure(`no last-applied-configuration annotation found on resource: ${target.name}`);
    call.print(output === 'json' ? `${goJson(sortKeys(applied), 2)}\n` : printYaml(applied));
  }
}

/** `kubectl apply set-last-applied`. */
export async function setLastApplied(call: Invocation): Promise<void> {
  const print = await resultPrinter(call);
  const selection = await select(call, { args: [], local: true });
  throwCollected(selection.failures);
  for (const target of selection.targets) {
    const live = await call.client.get(targetPath(target));
    if (lastApplied(live) === undefined && !call.flags.bool('create-annotation')) {
      throw new Failure(
        `no last-applied-configuration annotation found on resource: ${target.name}, to create the annotation, run the command with --create-annotation`,
      );
    }
    const text = `${goJson(sortKeys(target.object))}\n`;
    const patch = { metadata: { annotations: { [LAST_APPLIED]: text } } };
    print(await call.client.patch(targetPath(target), MERGE_PATCH, patch, dryRunQuery(call)), 'configured');
  }
}
