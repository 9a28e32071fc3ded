let lastTime = Number.NaN;
let lastText = '';

/** RFC 3339 with whole seconds, as metav1.Time is written. Much is written at one moment, so the last text is kept. */
export function formatTimestamp(milliseconds: number): string {
  if (milliseconds === lastTime) return lastText;
  lastTime = milliseconds;
  lastText = `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
  return lastText;
}

/** RFC 3339 with microseconds, as metav1.MicroTime is written. */
export function formatMicroTimestamp(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`;
}
