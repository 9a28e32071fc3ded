import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { changeTemplates } from './set-template.ts';

/** `kubectl set serviceaccount`. */
export async function setServiceAccount(call: Invocation): Promise<void> {
  const account = call.args.at(-1);
  if (!account) throw new Failure('serviceaccount is required');
  await changeTemplates(call, call.args.slice(0, -1), 'serviceaccount updated', (podSpec) => {
    podSpec.serviceAccountName = account;
  });
}
