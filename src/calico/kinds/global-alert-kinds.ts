import { ApiError, failure, type Kind, type KubernetesObject, type WriteContext } from '../../cluster/index.ts';
import { alertProblems, specProblems } from './alert-problems.ts';
import { ALERT_SPEC_SCHEMA, ALERT_STATUS_SCHEMA } from './alert-schema.ts';
import { CALICO_KIND, objectSchema } from './calico-kind.ts';
import { describeErroredFields, type ErroredField } from './errored-fields.ts';
import type { GlobalAlertSpec } from './global-alert-spec.ts';
import { detectorNamed } from './known-detectors.ts';
import { defaultAlert, dropEmptyFields } from './normalise-alert.ts';

const GLOBAL_ALERT_TEMPLATES = 'globalalerttemplates.projectcalico.org';

export const globalAlertKind: Kind = {
  ...CALICO_KIND,
  kind: 'GlobalAlert',
  plural: 'globalalerts',
  singular: 'globalalert',
  namespaced: false,
  hasStatus: true,
  schema: objectSchema({ spec: ALERT_SPEC_SCHEMA, status: ALERT_STATUS_SCHEMA }),
  default: defaultAlert,
  admit(object) {
    refuse(alertProblems(specOf(object), object.metadata.name));
  },
  prepare(object, { old, subresource }) {
    dropEmptyFields(object);
    if (subresource !== 'status') object['status'] = old?.['status'] ?? { active: false, healthy: false };
  },
};

export const globalAlertTemplateKind: Kind = {
  ...CALICO_KIND,
  kind: 'GlobalAlertTemplate',
  plural: 'globalalerttemplates',
  singular: 'globalalerttemplate',
  namespaced: false,
  schema: objectSchema({ spec: ALERT_SPEC_SCHEMA }),
  default: defaultAlert,
  admit(object, context) {
    refuse([...specProblems(specOf(object)), ...takenDetector(object, context)]);
  },
  prepare: dropEmptyFields,
};

/** A detector has one template, the one that bears its name. */
function takenDetector(object: KubernetesObject, { store }: WriteContext): ErroredField[] {
  const id = specOf(object).detector?.name;
  if (id === undefined || detectorNamed(object.metadata.name) === id) return [];
  const templates = store.list(GLOBAL_ALERT_TEMPLATES);
  const isTaken = templates.some(
    (other) => specOf(other).detector?.name === id && other.metadata.name !== object.metadata.name,
  );
  const reason = `a GlobalAlertTemplate for Detector ${id} already exists`;
  return isTaken ? [{ field: 'Detector.Name', value: id, reason }] : [];
}

/** The server answers without a reason word, so kubectl prints `Error from server:` and the bare text. */
function refuse(problems: readonly ErroredField[]): void {
  if (problems.length > 0) throw new ApiError(failure(500, undefined, describeErroredFields(problems)));
}

function specOf(object: KubernetesObject): GlobalAlertSpec {
  return object['spec'];
}
