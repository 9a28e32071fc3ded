import { allCommands } from '../commands/all-commands.ts';
import { kubectlCall } from '../commands/kubectl-call.ts';
import type { Rule } from './rule.ts';

/** Nothing leaves the machine: what a URL holds has to come with the track. */
export const downloadNotAnswered: Rule = {
  name: 'download-not-answered',
  severity: 'warning',
  description: 'a block applies a URL that firedrill.yml puts no file at',
  check({ challenges, track }) {
    return challenges.flatMap(({ runnable, inBlock, file }) =>
      runnable.flatMap((block) =>
        allCommands(block.code.text)
          .flatMap((command) => kubectlCall(command)?.files ?? [])
          .filter((url) => /^https?:\/\//.test(url) && !url.includes('$') && !(url in track.sidecar.downloads))
          .map((url) => ({
            file,
            position: inBlock(block, Math.max(0, block.code.text.indexOf(url))),
            message: `the simulation finds nothing at ${url}: it reaches no network`,
            advice: 'put a copy into the track and name both under downloads: in firedrill.yml',
          })),
      ),
    );
  },
};
