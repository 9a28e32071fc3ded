import { setFlagsFromString } from 'node:v8';

/**
 * V8's heap of young objects grows no further than it is. Loading the engine takes it to 16 MB; left alone it goes on to
 * 64 MB while the world is built and keeps them as long as anything moves, a quarter of all that `play` holds
 * (docs/budgets.md). There is a flag for its size, but a program can set none that counts once it runs; the factor it
 * grows by is read each time it does.
 */
export function boundYoungHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
