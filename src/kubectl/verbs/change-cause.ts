import type { Json } from '../client/api-client.ts';
import type { Invocation } from '../invocation.ts';
import { CHANGE_CAUSE } from './revisions.ts';

/** The object with this command as its change cause, where `--record` asks for that. */
export function withChangeCause(call: Invocation, object: Json): Json {
  if (!call.flags.bool('record')) return object;
  const annotations = { ...object.metadata?.annotations, [CHANGE_CAUSE]: commandLine(call) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** As real kubectl writes it: the arguments, then the flags. */
function commandLine(call: Invocation): string {
  return [call.path, ...call.args, ...call.flags.spelled()].join(' ');
}
