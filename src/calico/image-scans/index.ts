export { type ImageScan, type ScanEvent, startImageScans } from './start-image-scans.ts';
