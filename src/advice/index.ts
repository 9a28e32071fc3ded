export { advise } from './advise.ts';
export { LastOutput } from './last-output.ts';
export { whatIsOpen } from './what-is-open.ts';
export type { World } from './world.ts';
