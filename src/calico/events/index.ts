export { describeExplanation } from './describe-explanation.ts';
export { createEventStore } from './event-store.ts';
export { createSecurityEvents } from './security-events.ts';
