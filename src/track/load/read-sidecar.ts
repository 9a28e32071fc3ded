import { fieldsOf, isFields, optionalNumber, optionalText, textMapOf } from '../fields.ts';
import { joinPath } from '../paths.ts';
import type { BlockOverride, Sidecar, StepOverride } from '../types.ts';
import type { YamlFile } from './track-source.ts';

/**
 * firedrill.yml of the track in folder `root`; empty when there is none. Its paths become paths of the tree.
 * What has the wrong type or leads out of the tree is left out here and named by `validate`.
 */
export function readSidecar(file: YamlFile | undefined, root: string): Sidecar {
  const fields = file?.fields ?? {};
  const environment = optionalText(fields['environment']);
  const speed = optionalNumber(fields['speed']);
  const calicoRelease = optionalText(fields['calicoRelease']);
  return {
    ...(environment ? { environment } : {}),
    variables: textMapOf(fields['variables']),
    files: pathsIn(root, textMapOf(fields['files'])),
    downloads: pathsIn(root, textMapOf(fields['downloads'])),
    ...(speed === undefined ? {} : { speed }),
    ...(calicoRelease ? { calicoRelease } : {}),
    steps: mapEntries(fields['steps'], (entry) => stepOverride(entry, root)),
  };
}

function pathsIn(root: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).flatMap(([hostPath, file]) => {
      const path = joinPath(root, file);
      return path === undefined ? [] : [[hostPath, path]];
    }),
  );
}

function stepOverride(value: unknown, root: string): StepOverride {
  const { check, expectFail, blocks } = fieldsOf(value);
  const checkPath = typeof check === 'string' ? joinPath(root, check) : undefined;
  return {
    ...(checkPath ? { check: checkPath } : {}),
    ...(typeof expectFail === 'boolean' ? { expectFail } : {}),
    ...(isFields(blocks) ? { blocks: mapEntries(blocks, blockOverride) } : {}),
  };
}

function blockOverride(value: unknown): BlockOverride {
  const { exit, output, skip } = fieldsOf(value);
  return {
    ...(typeof exit === 'number' ? { exit } : {}),
    ...(typeof output === 'boolean' ? { output } : {}),
    ...(typeof skip === 'boolean' ? { skip } : {}),
  };
}

function mapEntries<T>(value: unknown, read: (entry: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, read(entry)]));
}
