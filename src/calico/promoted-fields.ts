import type { LogDocument, SecurityEvent } from './types.ts';

/** The fields of a row or record that an event repeats at its top, where screens and filters look for them. */
export function promotedFields(document: LogDocument): Partial<SecurityEvent> {
  return Object.fromEntries(PROMOTED.filter((key) => document[key] !== undefined).map((key) => [key, document[key]]));
}

const PROMOTED = [
  'source_ip',
  'source_port',
  'source_namespace',
  'source_name',
  'source_name_aggr',
  'dest_ip',
  'dest_port',
  'dest_namespace',
  'dest_name',
  'dest_name_aggr',
  'host',
] as const satisfies readonly (keyof SecurityEvent)[];
