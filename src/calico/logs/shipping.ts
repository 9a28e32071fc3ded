import type { Random } from '../../clock/index.ts';

/** The least and the most a row needs from its node's disk to where alerts look (calico.md 3.2), milliseconds. */
export const SHIPPING_DELAY = { least: 5_000, most: 15_000 } as const;

/** One seeded delay between the two bounds, in milliseconds. */
export function drawShippingDelay(random: Random): number {
  return SHIPPING_DELAY.least + random.integer(SHIPPING_DELAY.most - SHIPPING_DELAY.least + 1);
}
