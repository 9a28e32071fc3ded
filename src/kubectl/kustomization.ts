import { Failure } from './failure.ts';
import type { Invocation } from './invocation.ts';

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Says why `-k` and `kustomize` do nothing here: there is no kustomization, or this kubectl builds none. */
export async function refuseKustomization(call: Invocation, folder: string): Promise<never> {
  const path = call.context.resolve(folder).replace(/(?<=.)\/$/, '');
  const found = await Promise.all(FILES.map((name) => call.context.fs.exists(`${path}/${name}`)));
  if (found.includes(true)) {
    throw new Failure('this kubectl builds no kustomizations: apply the files themselves with -f');
  }
  throw new Failure(
    `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${path}'`,
  );
}
