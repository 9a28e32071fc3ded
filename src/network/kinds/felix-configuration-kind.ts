import { parseDuration } from '../../clock/index.ts';
import { ApiError, failure } from '../../cluster/index.ts';
import { calicoKind } from './calico-kind.ts';
import { type FieldError, refuse } from './field-error.ts';

const DURATIONS = ['flowLogsFlushInterval', 'dnsLogsFlushInterval', 'l7LogsFlushInterval', 'dnsExtraTTL'];

/** Aggregation kinds and the highest each may be. */
const AGGREGATION_KINDS: Readonly<Record<string, number>> = {
  flowLogsFileAggregationKindForAllowed: 3,
  flowLogsFileAggregationKindForDenied: 3,
  dnsLogsFileAggregationKind: 2,
};

/** Felix's settings. Most do nothing here, so fields are not limited to those we know. */
export const felixConfigurationKind = calicoKind({
  kind: 'FelixConfiguration',
  plural: 'felixconfigurations',
  namespaced: false,
  shortNames: ['felixconfig', 'felixconfigs'],
  default(configuration) {
    configuration['spec'] ??= {};
  },
  admit(configuration, { operation }) {
    if (operation === 'delete') return;
    const spec: Record<string, unknown> = configuration['spec'];
    for (const field of DURATIONS) checkDuration(spec[field]);
    refuse(Object.entries(AGGREGATION_KINDS).flatMap(([field, highest]) => kindErrors(field, spec[field], highest)));
  },
});

/** Durations fail while the object is decoded, before any validation. */
function checkDuration(value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string' && parseDuration(value) !== undefined) return;
  const cause =
    typeof value !== 'string'
      ? `json: cannot unmarshal ${typeof value} into Go value of type string`
      : /^[-+]?\d+(\.\d+)?$/.test(value)
        ? `time: missing unit in duration "${value}"`
        : `time: invalid duration "${value}"`;
  const message = `FelixConfiguration in version "v3" cannot be handled as a FelixConfiguration: ${cause}`;
  throw new ApiError(failure(400, 'BadRequest', message));
}

function kindErrors(field: string, value: unknown, highest: number): FieldError[] {
  if (value === undefined || value === null) return [];
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) <= highest) return [];
  const name = field[0]!.toUpperCase() + field.slice(1);
  return [{ field: name, value, reason: `must be a whole number from 0 to ${highest}` }];
}
