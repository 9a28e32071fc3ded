import { fieldsOf, isFields, optionalNumber, optionalText, textMapOf } from '../fields.ts';
import type { BlockOverride, Sidecar, StepOverride } from '../types.ts';
import type { YamlFile } from './track-source.ts';

/** firedrill.yml; empty when there is none. What has the wrong type is left out here and named by `validate`. */
export function readSidecar(file: YamlFile | undefined): Sidecar {
  const fields = file?.fields ?? {};
  const environment = optionalText(fields['environment']);
  const speed = optionalNumber(fields['speed']);
  const calicoRelease = optionalText(fields['calicoRelease']);
  return {
    ...(environment ? { environment } : {}),
    variables: textMapOf(fields['variables']),
    files: textMapOf(fields['files']),
    ...(speed === undefined ? {} : { speed }),
    ...(calicoRelease ? { calicoRelease } : {}),
    steps: mapEntries(fields['steps'], stepOverride),
  };
}

function stepOverride(value: unknown): StepOverride {
  const { check, expectFail, blocks } = fieldsOf(value);
  return {
    ...(typeof check === 'string' ? { check } : {}),
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
