export type { Clock, Timer } from './clock.ts';
export { runFree, runUntil, Stalled, type Turn } from './drive.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { createRandom, hash, type Random } from './random.ts';
export { VirtualClock } from './virtual-clock.ts';
