import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { buildKustomization } from '../kustomize/build.ts';
import { printYaml } from '../printers/yaml.ts';

/** `kubectl kustomize`. */
export async function kustomize(call: Invocation): Promise<void> {
  if (call.args.length > 1) throw new Failure('specify one path to kustomization.yaml');
  const objects = await buildKustomization(call, call.args[0] || '.');
  const text = objects.map((object) => printYaml(object)).join('---\n');
  const output = call.flags.string('output');
  if (!output) return call.print(text);
  const { fs, resolve } = call.context;
  const path = resolve(output);
  if (!(await fs.exists(path)) || !(await fs.stat(path)).isDirectory) return fs.writeFile(path, text);
  for (const object of objects) {
    const name = `${object.apiVersion.replace('/', '_')}_${object.kind}_${object.metadata.name}.yaml`.toLowerCase();
    await fs.writeFile(`${path}/${name}`, printYaml(object));
  }
}
