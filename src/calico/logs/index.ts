export { createLogs } from './logs.ts';
export { SHIPPING_DELAY } from './shipping.ts';
