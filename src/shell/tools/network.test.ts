import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalise, type Recording, replay } from './network/replay.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../test/golden/net/${name}`, import.meta.url), 'utf8');
const recordings = read('cases.jsonl')
  .trim()
  .split('\n')
  .map((line): Recording => JSON.parse(line));
const differences: Record<string, string> = JSON.parse(read('differences.json'));

/** Lines in another order count as equal where the recording itself varied. */
function comparable(text: string, recording: Recording): string {
  const normal = normalise(text, recording.tool);
  return recording.rerun === 'same' ? normal : normal.split('\n').sort().join('\n');
}

async function outcome(recording: Recording) {
  const { stdout, stderr, code, seconds } = await replay(recording);
  const replayed = { stdout: comparable(stdout, recording), stderr: comparable(stderr, recording), code };
  const recorded = {
    stdout: comparable(recording.normalized_stdout, recording),
    stderr: comparable(recording.normalized_stderr, recording),
    code: recording.code,
  };
  return { replayed, recorded, seconds };
}

/** The recordings took some time to start programs; long waits vary a little. */
function closeTo(recorded: number): { least: number; most: number } {
  const slack = 1.2 + recorded * 0.05;
  return { least: recorded - slack, most: recorded + slack };
}

describe.each([...new Set(recordings.map(({ tool }) => tool))])(
  '%s prints what the recorded program printed',
  (tool) => {
    const known = recordings.filter((recording) => recording.tool === tool && !differences[recording.id]);

    it.each(known.map((recording) => [recording.id, recording.cmd, recording] as const))(
      '%s: %s',
      async (_, __, recording) => {
        const { replayed, recorded, seconds } = await outcome(recording);
        expect(replayed).toEqual(recorded);
        const { least, most } = closeTo(recording.seconds);
        expect(seconds).toBeGreaterThanOrEqual(least);
        expect(seconds).toBeLessThanOrEqual(most);
      },
    );
  },
);

describe('the list of known differences', () => {
  it.each(Object.entries(differences))('%s still differs: %s', async (id) => {
    const recording = recordings.find((each) => each.id === id);
    if (!recording) throw new Error(`no recording ${id}`);
    const { replayed, recorded, seconds } = await outcome(recording);
    const { least, most } = closeTo(recording.seconds);
    const same = JSON.stringify(replayed) === JSON.stringify(recorded) && seconds >= least && seconds <= most;
    expect(same, `${id} matches now: take it out of differences.json`).toBe(false);
  });
});

describe('the seed scan', () => {
  it('of 600 silent ports takes 121 seconds and a bit, evenly spread', async () => {
    const { stdout, seconds } = await replay({
      id: 'seed',
      tool: 'nmap',
      cmd: 'nmap -Pn -r -p 1-600 10.224.0.87',
      client: 'routed pod',
      user: 'root',
      tty: false,
      normalized_stdout: '',
      normalized_stderr: '',
      code: 0,
      seconds: 0,
      rerun: 'same',
    });
    expect(stdout).toContain('All 600 scanned ports on 10.224.0.87 are in ignored states.\n');
    expect(stdout).toMatch(/scanned in 121\.\d\d seconds/);
    expect(seconds).toBeCloseTo(121.3, 0);
  });
});
