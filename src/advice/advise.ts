import { alertAdvice } from './alert-advice.ts';
import { clusterAdvice } from './cluster-advice.ts';
import { manifestAdvice } from './manifest-advice.ts';
import { networkAdvice } from './network-advice.ts';
import { shellAdvice } from './shell-advice.ts';
import type { World } from './world.ts';

/** One kind of trouble: how it looks on the screen, and what helps. */
export interface Advice {
  /** Fits what a tool printed. */
  sign: RegExp;
  /** One sentence that names what to change; undefined when there is nothing better to say than the tool did. */
  say(found: RegExpExecArray, world: World, shown: string): string | undefined;
}

const TABLE: readonly Advice[] = [
  ...alertAdvice,
  ...manifestAdvice,
  ...clusterAdvice,
  ...networkAdvice,
  ...shellAdvice,
];

/**
 * What firedrill has to add to what a command printed. Tools say what went wrong in their own words, which stay as they
 * are; this is the sentence a neighbour would lean over and say.
 *
 * @example
 * advise('Error from server (NotFound): namespaces "hipstershp" not found\n', world); // 'Did you mean hipstershop?'
 */
export function advise(shown: string, world: World): string | undefined {
  for (const { sign, say } of TABLE) {
    const found = sign.exec(shown);
    const sentence = found && say(found, world, shown);
    if (sentence) return sentence;
  }
  return undefined;
}
