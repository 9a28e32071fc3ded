import type { Random } from '../../clock/index.ts';

const WORD = 2 ** 32;

/** A version 4 UUID from four draws; every object gets one, so it has to be quick. */
export function drawUuid(random: Random): string {
  const [first, second, third, fourth] = [hex(random), hex(random), hex(random), hex(random)] as const;
  const variant = '89ab'[Number.parseInt(third[0]!, 16) & 3];
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-${variant}${third.slice(1, 4)}-${third.slice(4)}${fourth}`;
}

function hex(random: Random): string {
  return random.integer(WORD).toString(16).padStart(8, '0');
}
