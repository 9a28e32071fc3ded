import type { AuditEvent } from '../../cluster/index.ts';
import type { LogDocument } from '../types.ts';

/** An audit event as the log keeps it: the event itself and, beside it, the object's name (calico.md 4.3). */
export function auditDocument({ event }: AuditEvent): LogDocument {
  return { ...event, name: event['objectRef']?.name ?? '' };
}
