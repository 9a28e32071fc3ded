import { calicoKind } from './calico-kind.ts';
import { type FieldError, refuse, tagError } from './field-error.ts';

const SWITCH = ['Enabled', 'Disabled'];

/** Settings of calico-kube-controllers. Only automatic host endpoints do something here; other fields are kept. */
export const kubeControllersConfigurationKind = calicoKind({
  kind: 'KubeControllersConfiguration',
  plural: 'kubecontrollersconfigurations',
  namespaced: false,
  admit(configuration, { operation }) {
    if (operation === 'delete') return;
    const { controllers = {}, healthChecks } = configuration['spec'] ?? {};
    const { node = {} } = controllers ?? {};
    refuse([
      ...switchErrors('AutoCreate', node?.hostEndpoint?.autoCreate),
      ...switchErrors('SyncLabels', node?.syncLabels),
      ...switchErrors('HealthChecks', healthChecks),
    ]);
  },
});

function switchErrors(field: string, value: unknown): FieldError[] {
  return value === undefined || value === '' || SWITCH.includes(value as string)
    ? []
    : [tagError(field, value, 'oneof')];
}
