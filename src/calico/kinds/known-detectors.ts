import { detectorAlertName, detectorsOf } from '../anomaly/detector-table.ts';

/** The releases this program speaks of; an alert may name a detector of any. */
const RELEASES = ['3.14', '3.15'];

/** Ids of all detectors a GlobalAlert can switch on. */
export const KNOWN_DETECTORS: ReadonlySet<string> = new Set(
  RELEASES.flatMap((release) => detectorsOf(release).map((detector) => detector.id)),
);

/** The detector that an object of this name stands for. */
export function detectorNamed(objectName: string): string | undefined {
  return [...KNOWN_DETECTORS].find((id) => detectorAlertName(id) === objectName);
}
