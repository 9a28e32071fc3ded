import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Tool } from '../types.ts';
import { bench, tool } from './testing.ts';

interface Recording {
  id: string;
  name: string;
  script: string;
  stdout: string;
  code: number;
}

const golden = (file: string): string =>
  readFileSync(new URL(`../../../test/golden/shell/${file}`, import.meta.url), 'utf8');
const recordings: Recording[] = golden('cases.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const differences: Record<string, string> = JSON.parse(golden('known-differences.json'));

const kubectl: Tool = tool('kubectl', async ({ args, stdin, stdout }) => {
  const line = args.join(' ');
  if (args[0] === 'apply') stdout(`APPLY<${(await stdin()).replace(/\n+$/, '')}>\n`);
  else if (line.includes('jsonpath')) stdout('10.0.0.5');
  else if (line.endsWith('-o json')) stdout('{"args":[1,2,3]}\n');
  else if (line.includes('get ns')) stdout('NAME\ndev\n');
  else stdout(args.map((argument) => `[${argument}]\n`).join(''));
  return 0;
});

const failMessage: Tool = tool('fail-message', async ({ args, stderr }) => {
  stderr(`FAIL: ${args[0]}\n`);
  return 1;
});

async function replay({ script }: Recording): Promise<{ stdout: string; code: number }> {
  const { free, shell } = bench({ tools: [kubectl, failMessage], cwd: '/work', env: { LC_ALL: 'C.UTF-8', TZ: 'UTC' } });
  const { stdout, code } = await free(() => shell.script(script));
  return { stdout, code };
}

describe('what GNU bash printed, our shell prints', () => {
  for (const recording of recordings) {
    const { id, name, stdout, code } = recording;
    if (id in differences) {
      test(`${id} ${name}: still differs (${differences[id]})`, async () => {
        expect(await replay(recording)).not.toEqual({ stdout, code });
      });
    } else {
      test(`${id} ${name}`, async () => {
        expect(await replay(recording)).toEqual({ stdout, code });
      });
    }
  }
});

test('at most 15 % of the recordings differ', () => {
  expect(Object.keys(differences).length / recordings.length).toBeLessThan(0.15);
});
