import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubectlBinary } from './kubectl-binary.ts';
import { type Outcome, type Place, readCommands, realHost, simulatedHost } from './two-clients.ts';

/** Command -> why the built-in kubectl may print something else. */
const KNOWN: Record<string, string> = JSON.parse(
  readFileSync(new URL('commands/known-differences.json', import.meta.url), 'utf8'),
);

/** What 1.35 prints otherwise on purpose: parts of its texts (taken away on both sides), and whole commands. */
const NEWER: { texts: { pattern: string; without: string; reason: string }[]; commands: Record<string, string> } =
  JSON.parse(readFileSync(new URL('commands/differences-of-1.35.json', import.meta.url), 'utf8'));

/** `withNewer: false`: what 1.35 prints of it is compared by the sets before; a process less for each command. */
const SETS: { name: string; environment: string; withNewer?: boolean }[] = [
  { name: 'reading', environment: 'hipstershop' },
  { name: 'changing', environment: 'empty' },
  { name: 'kustomize', environment: 'empty' },
  { name: 'course', environment: 'empty' },
  { name: 'debugging', environment: 'empty' },
  { name: 'reconciling', environment: 'empty' },
  { name: 'completing', environment: 'empty' },
  { name: 'options', environment: 'empty' },
  { name: 'versions', environment: 'empty' },
  { name: 'refusals', environment: 'empty' },
  { name: 'roles', environment: 'empty' },
  { name: 'workshop', withNewer: false, environment: 'hipstershop' },
  { name: 'security-lab', withNewer: false, environment: 'empty' },
  { name: 'mistakes', withNewer: false, environment: 'empty' },
  { name: 'policies', withNewer: false, environment: 'empty' },
];

describe.each(SETS)(
  'the built-in kubectl and a real one, each with a world of its own: $name',
  ({ name, environment, withNewer = true }) => {
    let builtIn: Place;
    let real: Place;
    let newer: Place | undefined;

    beforeAll(async () => {
      builtIn = await simulatedHost(environment);
      real = await realHost(environment, kubectlBinary('1.32'));
      newer = withNewer ? await realHost(environment, kubectlBinary('1.35')) : undefined;
    });

    afterAll(async () => {
      await builtIn.leave();
      await real.leave();
      await newer?.leave();
    });

    test.each(readCommands(name).map((command) => [command]))('%s', async (command) => {
      const [ours, theirs, newest] = await Promise.all([builtIn, real, newer].map((place) => place?.run(command)));
      if (command in KNOWN) return;
      expect(ours).toEqual(theirs);
      if (!newest || command in NEWER.commands) return;
      expect(inCommon(ours!)).toEqual(inCommon(newest));
    });
  },
);

function inCommon({ code, stdout, stderr }: Outcome): Outcome {
  const cut = (output: string) =>
    NEWER.texts.reduce((text, { pattern, without }) => text.replace(new RegExp(pattern, 'gm'), without), output);
  return { code, stdout: cut(stdout), stderr: cut(stderr) };
}

test('at most one command in twenty is excused', () => {
  const commands = SETS.flatMap(({ name }) => readCommands(name));
  expect(commands.length).toBeGreaterThanOrEqual(400);
  const excused = [...Object.keys(KNOWN), ...Object.keys(NEWER.commands)];
  expect(excused.filter((command) => !commands.includes(command))).toEqual([]);
  expect(excused.length / commands.length).toBeLessThanOrEqual(0.05);
});
