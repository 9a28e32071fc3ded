import { splitCommands } from '../commands/split-commands.ts';
import { positionAt, type Rule } from './rule.ts';

const USE = /\[\[\s*Instruqt-Var\b[^\]]*?\bkey\s*=\s*["']([^"']*)["'][^\]]*\]\]/gi;

export const instruqtVariable: Rule = {
  name: 'instruqt-variable-never-set',
  severity: 'warning',
  description: '[[ Instruqt-Var ]] of a key that no setup script sets: it shows as nothing',
  check({ challenges, setups }) {
    const known = new Set(setups.flatMap(({ script }) => keysSetBy(script.text)));
    return challenges.flatMap(({ document, toFile, file }) =>
      [...document.text.matchAll(USE)].flatMap((match) => {
        if (known.has(match[1]!.toLowerCase())) return [];
        const position = toFile(positionAt(document.text, match.index));
        return [
          {
            file,
            position,
            message: `no setup script sets ${match[1]}`,
            advice: `agent variable set ${match[1]} VALUE`,
          },
        ];
      }),
    );
  },
};

function keysSetBy(script: string): string[] {
  return splitCommands(script).flatMap(({ words }) => {
    const texts = words.map(({ text }) => text);
    const at = texts.indexOf('agent');
    return at >= 0 && texts[at + 1] === 'variable' && texts[at + 2] === 'set'
      ? [texts[at + 3]?.toLowerCase() ?? '']
      : [];
  });
}
