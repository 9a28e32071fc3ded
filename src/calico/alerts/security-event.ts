import { isAtLeast } from '../calico-release.ts';
import { type GlobalAlertSpec, renderTemplate } from '../kinds/index.ts';
import { promotedFields } from '../promoted-fields.ts';
import type { LogDocument, SecurityEvent } from '../types.ts';

export interface EventSource {
  /** The GlobalAlert's name. */
  readonly alert: string;
  readonly spec: GlobalAlertSpec;
  /** `3.14`: decides which text an event carries, and its type. */
  readonly calicoRelease: string;
}

/** The event an alert writes for one finding, at `now` (ms). */
export function securityEvent(
  { alert, spec, calicoRelease }: EventSource,
  record: LogDocument,
  now: number,
): Omit<SecurityEvent, 'id'> {
  const summary = spec.summary ? renderTemplate(spec.summary, record) : undefined;
  const description = renderTemplate(spec.description, record);
  const showsSummary = summary !== undefined && !isAtLeast(calicoRelease, '3.13');
  return {
    time: Math.floor(now / 1_000),
    type: isAtLeast(calicoRelease, '3.12') ? 'global_alert' : 'alert',
    description: showsSummary ? summary : description,
    ...(summary === undefined ? {} : { summary }),
    severity: spec.severity,
    origin: alert,
    record,
    ...promotedFields(record),
  };
}
