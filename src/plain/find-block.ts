import type { LabStep } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';

type Block = LabStep['step']['blocks'][number];

/** The block of that number, or a sentence on why there is none to run. */
export function findBlock(blocks: readonly Block[], word: string): Block | string {
  const block = blocks.find(({ number }) => number === Number(word));
  if (block) return block.runnable ? block : texts.outputOnly(block.number, block.reason);
  const known = blocks.filter(({ runnable }) => runnable).map(({ number }) => number);
  return texts.noSuchBlock(word, known.join(', ') || texts.noBlocks);
}
