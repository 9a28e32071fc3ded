import type { LogDocument } from '../types.ts';
import type { ImageScan } from './start-image-scans.ts';

/** The row of one scan; `image` is a full reference, `at` the scan's time in milliseconds. */
export function scanDocument(image: string, { vulnerabilities = {}, ...scan }: ImageScan, at: number): LogDocument {
  const [, registry, repository, tag] = /^([^/]+)\/(.+?)(?::([^:/@]+))?(?:@.+)?$/.exec(image)!;
  const { critical = 0, high = 0, medium = 0, low = 0 } = vulnerabilities;
  return {
    scan_time: new Date(at).toISOString(),
    image,
    registry,
    repository,
    tag: tag ?? '-',
    result: scan.result,
    max_cvss_score: scan.maxCvssScore,
    vulnerabilities: critical + high + medium + low,
    vulnerabilities_critical: critical,
    vulnerabilities_high: high,
    vulnerabilities_medium: medium,
    vulnerabilities_low: low,
  };
}
