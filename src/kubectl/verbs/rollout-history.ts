import { qualifiedKind } from '../client/discovery.ts';
import { podTemplateLines } from '../describe/pod-template.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, DESCRIBE_LAYOUT } from '../printers/columns.ts';
import { select, type Target } from '../selection.ts';
import { typedObject } from './patch-targets.ts';
import { CHANGE_CAUSE, type Revision, revisionsOf } from './revisions.ts';

/** `kubectl rollout history`. */
export async function rolloutHistory(call: Invocation): Promise<void> {
  if (call.args.length === 0 && call.flags.list('filename').length === 0)
    throw new Failure('required resource not specified');
  const selection = await select(call, { wholeTypes: true });
  throwCollected(selection.failures);
  for (const target of selection.targets) call.print(await historyText(call, target));
}

async function historyText(call: Invocation, target: Target): Promise<string> {
  const name = `${qualifiedKind(typedObject(target))}/${target.name}`;
  const revisions = await revisionsOf(call, target);
  const wanted = call.flags.int('revision');
  if (wanted > 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (!found) throw new Failure('unable to find the specified revision');
    return `${name} with revision #${wanted}\n${revisionText(found)}\n`;
  }
  if (revisions.length === 0) return `${name} \nNo rollout history found.\n`;
  const rows = revisions.map(({ number, changeCause }) => `${number}\t${changeCause || '<none>'}\n`);
  return `${name} \n${alignColumns(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIBE_LAYOUT)}\n`;
}

/** The tabs stay: real kubectl does not align this text. */
export function revisionText({ template, annotations }: Revision): string {
  const cause = annotations[CHANGE_CAUSE];
  const { metadata } = template;
  const shown = cause
    ? { ...template, metadata: { ...metadata, annotations: { ...metadata?.annotations, [CHANGE_CAUSE]: cause } } }
    : template;
  return `${podTemplateLines(shown).join('\n')}\n`;
}
