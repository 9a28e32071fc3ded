import { date } from './tools/date/date.ts';
import { sleep } from './tools/sleep/sleep.ts';
import type { Tool } from './types.ts';

/** The utilities every simulated machine has beside those of the interpreter; `Machine.builtins` picks among them. */
export function standardTools(): readonly Tool[] {
  return TOOLS;
}

const TOOLS: readonly Tool[] = [date, sleep];
