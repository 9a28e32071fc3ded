import type { Sandbox } from '../sandbox/index.ts';

/** Each configured alert with what it last did, and why it has not fired where it has not. */
export function describeAlerts(sandbox: Sandbox): string {
  const alerts = sandbox.cluster.store.list('globalalerts.projectcalico.org');
  return alerts
    .map(({ metadata: { name } }) => {
      const { verdict, reason, advice } = sandbox.securityEvents.explain(name, { causedByInput: true });
      return `${name}  ${verdict === 'fired' ? 'fired' : 'not fired'}\n    ${reason}${advice ? `\n    ${advice}` : ''}`;
    })
    .join('\n');
}
