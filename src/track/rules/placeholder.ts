import { allCommands } from '../commands/all-commands.ts';
import type { Rule } from './rule.ts';

const PLACEHOLDER = /<[A-Za-z][\w.-]*(?: [\w.-]+)*>/g;

/** `<pod-name>` runs as two redirections: the shell reads a file of that name. */
export const placeholder: Rule = {
  name: 'placeholder-in-run-block',
  severity: 'warning',
  description: 'a block to run still holds a <placeholder>',
  check({ challenges }) {
    return challenges.flatMap(({ runnable, inBlock, file }) =>
      runnable.flatMap((block) =>
        [...withoutHereDocuments(block.code.text).matchAll(PLACEHOLDER)].map(({ 0: text, index }) => ({
          file,
          position: inBlock(block, index),
          message: `${text} is a placeholder: the shell takes it for redirections`,
          advice: 'use a variable that an earlier block sets, or label the fence copy and nocopy, not run',
        })),
      ),
    );
  },
};

/** Markup in here documents is data. */
function withoutHereDocuments(script: string): string {
  return allCommands(script)
    .flatMap(({ hereDocuments }) => hereDocuments)
    .reduce((text, { offset, text: body }) => {
      const blanked = body.replace(/[^\n]/g, ' ');
      return text.slice(0, offset) + blanked + text.slice(offset + body.length);
    }, script);
}
