import type { Clock, Random } from '../clock/index.ts';
import type { AuditEvent, Store } from '../cluster/index.ts';
import type { NetworkEvent } from '../network/index.ts';
import { createAlertController } from './alerts/index.ts';
import { type AnomalyDetection, type DetectionPath, startAnomalyDetection } from './anomaly/index.ts';
import { createEventStore, createSecurityEvents } from './events/index.ts';
import type { ImageScan } from './image-scans/index.ts';
import { createLogs } from './logs/index.ts';
import { startOperator } from './operator/index.ts';
import { startThreatFeeds, type ThreatFeedOptions } from './threat-feeds/index.ts';
import type { EventStore, LogStore, SecurityEvents } from './types.ts';

export interface CalicoOptions {
  clock: Clock;
  random: Random;
  store: Store;
  /** The cluster's audit stream. */
  onAudit(listener: (event: AuditEvent) => void): () => void;
  /** The network's connections and DNS answers. */
  onNetworkEvent(listener: (event: NetworkEvent) => void): () => void;
  /** As Calico Cloud knows the cluster; a detector pod's CLUSTER_NAME must equal it. */
  clusterName: string;
  /** `3.14`. */
  calicoRelease: string;
  anomalyDetection: DetectionPath;
  /** The cluster's API and what threat feeds hold; without them none is pulled. */
  request?: ThreatFeedOptions['request'];
  threatFeeds?: ThreatFeedOptions['threatFeeds'];
  /** What scanning images finds. */
  imageScans?: readonly ImageScan[];
  /** How many rows of each log are kept at least; what is much older is forgotten. */
  retainedRows?: number;
}

/** Logs, alerts, detectors and security events of one cluster. */
export interface Calico {
  readonly logs: LogStore;
  readonly events: EventStore;
  readonly securityEvents: SecurityEvents;
  readonly detectors: AnomalyDetection;
}

/** Starts what Calico Cloud does with a cluster: from now on events become log rows and log rows become alerts. */
export function createCalico(options: CalicoOptions): Calico {
  const { clock, store, clusterName, calicoRelease, anomalyDetection } = options;
  const random = options.random.fork('calico');
  const logs = createLogs({ ...options, random });
  const events = createEventStore(random);
  startOperator({ clock, store });
  if (options.request)
    startThreatFeeds({
      clock,
      store,
      request: options.request,
      threatFeeds: options.threatFeeds ?? {},
      logs,
      events,
      calicoRelease,
    });
  const detectors = startAnomalyDetection({ clock, store, logs, events, clusterName, calicoRelease, anomalyDetection });
  const alerts = createAlertController({ clock, store, logs, events, calicoRelease });
  const securityEvents = createSecurityEvents({ clock, store, logs, events, detectors, alerts });
  return { logs, events, securityEvents, detectors };
}
