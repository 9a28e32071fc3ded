import type { Clock } from '../../clock/index.ts';
import { imageReference, type KubernetesObject, type ReadStore } from '../../cluster/index.ts';
import type { LogDocument } from '../types.ts';
import { scanDocument } from './scan-document.ts';

/** What scanning an image finds: a row of an environment's fixture. */
export interface ImageScan {
  /** As pods name it; the registry and `latest` may be left out. */
  image: string;
  result: 'Pass' | 'Warn' | 'Fail';
  maxCvssScore: number;
  vulnerabilities?: { critical?: number; high?: number; medium?: number; low?: number };
}

export interface ScanEvent {
  /** When the scan ended (ms). */
  at: number;
  document: LogDocument;
  /** The input that brought the image into the cluster. */
  input?: number;
}

export interface ImageScanOptions {
  clock: Clock;
  store: ReadStore;
  /** Images that are not listed cannot be scanned. */
  scans: readonly ImageScan[];
  onResult(event: ScanEvent): void;
}

/** From an image's first appearance to the result of its scan (ms). */
const SCAN_TIME = 30_000;
const AGAIN_AFTER = 24 * 3_600_000;
const WORKLOADS = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch'];

/** Scans each image when a pod or a workload first names it, and once a day from then on while a pod runs it. */
export function startImageScans({ clock, store, scans, onResult }: ImageScanOptions): void {
  const known = new Map(scans.map((scan) => [imageReference(scan.image), scan]));
  const seen = new Set<string>();
  if (known.size === 0) return;
  for (const resource of ['pods', ...WORKLOADS]) {
    store.subscribe(resource, ({ type, object, input }) => {
      if (type !== 'DELETED') for (const image of imagesOf(object)) scanFirst(image, input);
    });
    for (const object of store.list(resource)) for (const image of imagesOf(object)) scanFirst(image, undefined);
  }
  clock.every(AGAIN_AFTER, () => {
    for (const image of new Set(store.list('pods').flatMap(imagesOf))) report(image, undefined);
  });

  function scanFirst(image: string, input: number | undefined): void {
    if (seen.has(image) || !known.has(image)) return;
    seen.add(image);
    clock.after(SCAN_TIME, () => report(image, input));
  }

  function report(image: string, input: number | undefined): void {
    const scan = known.get(image);
    if (!scan) return;
    const at = clock.now();
    onResult({ at, document: scanDocument(image, scan, at), ...(input !== undefined && { input }) });
  }
}

function imagesOf({ spec }: KubernetesObject): string[] {
  const template = spec?.jobTemplate?.spec ?? spec;
  const pod = template?.template?.spec ?? template;
  const containers: { image?: unknown }[] = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])];
  return containers.flatMap(({ image }) => (typeof image === 'string' && image !== '' ? [imageReference(image)] : []));
}
