import { LAST_APPLIED, lastApplied } from '../apply/last-applied.ts';
import { MERGE_PATCH } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { Failure, plainMessage, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { parseManifest } from '../manifests.ts';
import { goJson, sortKeys } from '../printers/json.ts';
import { resultPrinter } from '../printers/result.ts';
import { printYaml } from '../printers/yaml.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { launchEditor, stripComments, temporaryFile } from './editor.ts';

const HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`;

/** `kubectl apply edit-last-applied`. */
export async function editLastApplied(call: Invocation): Promise<void> {
  const selection = await select(call, { wholeTypes: true });
  throwCollected(selection.failures);
  for (const target of selection.targets) await editOne(call, target);
}

async function editOne(call: Invocation, target: Target): Promise<void> {
  const applied = lastApplied(target.object);
  if (!applied) {
    throw new Failure(
      'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
    );
  }
  const json = call.flags.string('output') === 'json';
  const before = json ? `${goJson(sortKeys(applied), 2)}\n` : printYaml(applied);
  const path = await temporaryFile(call, json ? 'json' : 'yaml');
  const { fs } = call.context;
  await fs.writeFile(path, (json ? '' : HEADER) + before);
  await launchEditor(call, path);
  const saved = stripComments(await fs.readFile(path));
  if (saved === before || saved.trim() === '') {
    call.complain(`Edit cancelled, ${saved === before ? 'no changes made' : 'saved file was empty'}.\n`);
    return fs.rm(path, { force: true });
  }
  const edited = read(call, saved, path);
  const print = await resultPrinter(call);
  const text = `${goJson(sortKeys(edited))}\n`;
  const patch = { metadata: { annotations: { [LAST_APPLIED]: text } } };
  const object = await call.client.patch(targetPath(target), MERGE_PATCH, patch, {
    fieldManager: call.flags.string('field-manager'),
  });
  print(call.flags.string('output') ? edited : object, 'edited');
  await fs.rm(path, { force: true });
}

function read(call: Invocation, saved: string, path: string): Json {
  try {
    const [edited] = parseManifest(saved, path);
    if (edited === null || typeof edited !== 'object') throw new Failure('the saved text is no object');
    return edited;
  } catch (failure) {
    call.complain(`A copy of your changes has been stored to "${path}"\n`);
    throw new Failure(plainMessage(failure).replace(/^error: /, ''));
  }
}
