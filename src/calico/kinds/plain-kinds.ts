import type { Kind } from '../../cluster/index.ts';
import { CALICO_KIND } from './calico-kind.ts';

interface PlainKind {
  kind: string;
  /** Defaults to the singular with an s. */
  plural?: string;
  namespaced?: boolean;
  hasStatus?: boolean;
}

/** Kinds that are stored and served and do nothing here. */
const PLAIN_KINDS: readonly PlainKind[] = [
  { kind: 'AlertException', hasStatus: true },
  { kind: 'DeepPacketInspection', namespaced: true, hasStatus: true },
  { kind: 'GlobalReport', hasStatus: true },
  { kind: 'GlobalReportType' },
  { kind: 'GlobalThreatFeed', hasStatus: true },
  { kind: 'LicenseKey', hasStatus: true },
  { kind: 'ManagedCluster', hasStatus: true },
  { kind: 'PacketCapture', namespaced: true, hasStatus: true },
  { kind: 'UISettings', plural: 'uisettings' },
  { kind: 'UISettingsGroup' },
];

export const plainKinds: readonly Kind[] = PLAIN_KINDS.map(
  ({ kind, plural, namespaced = false, hasStatus = false }) => {
    const singular = kind.toLowerCase();
    return { ...CALICO_KIND, kind, plural: plural ?? `${singular}s`, singular, namespaced, hasStatus };
  },
);
