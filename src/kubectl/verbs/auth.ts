import type { Json } from '../client/api-client.ts';
import { findResource } from '../client/resource-names.ts';
import { Exit, Failure, isNotFound } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { alignColumns, TABLE_LAYOUT } from '../printers/columns.ts';
import { objectPrinter } from '../printers/printer.ts';
import { ruleRow, shownRules } from './role-coverage.ts';

const REVIEWS = '/apis/authorization.k8s.io/v1';

const VERBS = new Set(
  '* get list watch create update patch delete deletecollection use bind impersonate approve sign escalate attest'.split(
    ' ',
  ),
);

/** `kubectl auth can-i`. */
export async function canI(call: Invocation): Promise<void> {
  if (call.flags.bool('list')) return listRules(call);
  if (call.args.length !== 2) {
    throw new Failure(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  const review = {
    kind: 'SelfSubjectAccessReview',
    apiVersion: 'authorization.k8s.io/v1',
    spec: await specFor(call),
    status: { allowed: false },
  };
  const { status } = await call.client.post(`${REVIEWS}/selfsubjectaccessreviews`, review);
  if (!call.flags.bool('quiet')) call.print(answer(status));
  if (!status.allowed) throw new Exit(1);
}

function answer(status: Json): string {
  if (status.allowed) return 'yes\n';
  const reason = status.reason ? ` - ${status.reason}` : '';
  return `no${reason}${status.evaluationError ? ` - ${status.evaluationError}` : ''}\n`;
}

async function specFor(call: Invocation): Promise<Json> {
  const [verb, what] = call.args as [string, string];
  if (!VERBS.has(verb)) call.complain(`Warning: verb '${verb}' is not a known verb\n\n`);
  if (what.startsWith('/')) return { nonResourceAttributes: { verb, path: what } };
  const [type, name] = what.split('/', 2);
  const { group, resource, namespaced } = await typeFor(call, type!);
  // `pods/log` names a part of the type, `pods/web` an object; like kubectl we take it for the object's name.
  const subresource = call.flags.string('subresource');
  return {
    resourceAttributes: {
      ...(call.flags.bool('all-namespaces') || !namespaced ? {} : { namespace: call.namespace }),
      verb,
      group,
      resource,
      ...(subresource ? { subresource } : {}),
      ...(name ? { name } : {}),
    },
  };
}

async function typeFor(
  call: Invocation,
  type: string,
): Promise<{ group: string; resource: string; namespaced: boolean }> {
  if (type === '*') return { group: '*', resource: '*', namespaced: true };
  try {
    const { group, plural, namespaced } = await findResource(call.client, type);
    if (!namespaced) call.complain(`Warning: resource '${plural}' is not namespace scoped\n\n`);
    return { group, resource: plural, namespaced: true };
  } catch {
    const [resource, ...group] = type.split('.');
    const scope = group.length ? ` in group '${group.join('.')}'` : '';
    call.complain(`Warning: the server doesn't have a resource type '${resource}'${scope}\n\n`);
    return { group: group.join('.'), resource: resource!, namespaced: true };
  }
}

async function listRules(call: Invocation): Promise<void> {
  const review = {
    kind: 'SelfSubjectRulesReview',
    apiVersion: 'authorization.k8s.io/v1',
    spec: { namespace: call.namespace },
  };
  const { status } = await call.client.post(`${REVIEWS}/selfsubjectrulesreviews`, review);
  const header = call.flags.bool('no-headers') ? '' : 'Resources\tNon-Resource URLs\tResource Names\tVerbs\n';
  if (status.incomplete) call.complain(`warning: the list may be incomplete: ${status.evaluationError}\n`);
  const rules = shownRules([...(status.resourceRules ?? []), ...(status.nonResourceRules ?? [])]);
  const rows = rules.map((rule) => `${ruleRow(rule)}\n`);
  call.print(alignColumns(header + rows.join(''), TABLE_LAYOUT));
}

/** `kubectl auth whoami`. */
export async function whoAmI(call: Invocation): Promise<void> {
  const printer = await objectPrinter(call);
  let review: Json;
  try {
    review = await call.client.post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      kind: 'SelfSubjectReview',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { creationTimestamp: null },
    });
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
    throw new Failure(
      'the selfsubjectreviews API is not enabled in the cluster\n' +
        'enable APISelfSubjectReview feature gate and authentication.k8s.io/v1alpha1 or authentication.k8s.io/v1beta1 API',
    );
  }
  if (printer) return call.print(printer(review));
  const { username, uid, groups = [], extra = {} } = review.status.userInfo;
  const rows = [
    ['Username', username],
    ...(uid ? [['UID', uid]] : []),
    ...(groups.length ? [['Groups', `[${groups.join(' ')}]`]] : []),
    ...Object.entries(extra).map(([key, values]) => [`Extra: ${key}`, `[${(values as string[]).join(' ')}]`]),
  ];
  call.print(alignColumns(`ATTRIBUTE\tVALUE\n${rows.map((row) => `${row.join('\t')}\n`).join('')}`, TABLE_LAYOUT));
}
