import type { Json } from '../client/api-client.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select } from '../selection.ts';
import { patchTarget } from './patch-targets.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** `kubectl set subject`: adds who is missing to a binding; says nothing where nobody was. */
export async function setSubject(call: Invocation): Promise<void> {
  const wanted = subjects(call);
  if (wanted.length === 0) throw new Failure('you must specify at least one value of user, group or serviceaccount');
  const print = await resultPrinter(call);
  const selection = await select(call);
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      if (!['RoleBinding', 'ClusterRoleBinding'].includes(target.resource.kind)) {
        throw new Failure('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
      }
      const object = await patchTarget(call, target, 'kubectl-set', (copy) => {
        const present: Json[] = copy.subjects ?? [];
        const missing = wanted.filter((each) => !present.some((other) => sameSubject(each, other)));
        if (missing.length > 0) copy.subjects = [...present, ...missing];
      });
      if (object) print(object, 'subjects updated');
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

function subjects(call: Invocation): Json[] {
  return [
    ...call.flags.list('user').map((name) => ({ apiGroup: GROUP, kind: 'User', name })),
    ...call.flags.list('group').map((name) => ({ apiGroup: GROUP, kind: 'Group', name })),
    ...call.flags.list('serviceaccount').map((text) => {
      const [namespace, name, ...rest] = text.split(':');
      if (!namespace || !name || rest.length > 0) {
        throw new Failure('serviceaccount must be <namespace>:<name>');
      }
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
}

function sameSubject(one: Json, other: Json): boolean {
  return one.kind === other.kind && one.name === other.name && (one.namespace ?? '') === (other.namespace ?? '');
}
