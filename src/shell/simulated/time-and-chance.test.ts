import { describe, expect, test } from 'vitest';
import { bench, output, START } from './testing.ts';

const SOURCES =
  'echo $RANDOM $RANDOM $$ $EPOCHSECONDS $BASHPID; mktemp; mktemp -d; openssl rand -hex 4; shuf() { :; }; sleep 1.5; date +%s.%N; ls -l --time-style=full /tmp 2>/dev/null; stat -c %Y /tmp; jobs; sleep 1 & echo $!; awk "BEGIN { srand(); print rand() }"';

describe('time and chance', () => {
  test('come from the lab: the same seed gives the same bytes, another one others', async () => {
    expect(await output(SOURCES)).toBe(await output(SOURCES));
    const run = async (seed: number): Promise<string> => {
      const { shell, free } = bench({}, seed);
      return (await free(() => shell.script('echo $RANDOM $RANDOM; mktemp'))).stdout;
    };
    expect(await run(1)).toBe(await run(1));
    expect(await run(1)).not.toBe(await run(2));
  });

  test('the random device gives fresh bytes of the seed', async () => {
    const script =
      'a=$(head -c 12 /dev/urandom | base64); b=$(head -c 12 /dev/urandom | base64); [ $a != $b ] && echo ${#a} $a; tr -dc a-z < /dev/urandom | head -c 8 | wc -c';
    const text = await output(script);
    expect(text).toMatch(/^16 \S{16}\n8\n$/);
    expect(await output(script)).toBe(text);
  });

  test('every clock a shell can see stands at the simulated time', async () => {
    const text = await output(
      'sleep 90; date -u +%FT%TZ; printf "%(%F %T)T %(%s)T\\n" -1 -1; echo $SECONDS $EPOCHSECONDS; touch f; stat -c %Y f; date -r f +%s',
    );
    const seconds = START / 1_000 + 90;
    expect(text).toBe(`2026-01-15T10:31:30Z\n2026-01-15 10:31:30 ${seconds}\n90 ${seconds}\n${seconds}\n${seconds}\n`);
  });

  test('time measures simulated time', async () => {
    expect(await output('time sleep 2.5')).toMatch(/real\t0m2\.500s/);
  });

  test('timeout stops what takes too long, and only that', async () => {
    const { run, shown, clock } = bench();
    await run(
      'timeout 5 sleep 100; echo $?; timeout 5 sleep 1; echo $?; timeout 1m sh -c "sleep 2; exit 7"; echo $?; timeout -s KILL 1 sleep 9; echo $?',
    );
    expect(shown()).toBe('124\n0\n7\n137\n');
    expect(clock.now()).toBe(START + 9_000);
  });

  test('the clock is told of every wait once, however lines end', async () => {
    const { clock, run, shell } = bench();
    const lines = [
      'yes | head -1; (while true; do echo x; sleep 1; done) | grep -q x',
      'sleep 9 & kill $!; wait; sleep 1 & sleep 2 & wait -n; wait',
      'timeout 1 sleep 5; timeout 1 bash -c "sleep 9 | cat"; x=$(sleep 1 | cat)',
      'trap "sleep 1" EXIT; bash -c "sleep 1 & exit"; seq 3 | while read n; do sleep 1; done | tee f | head -1',
      'cat <(sleep 1; echo a); echo b | xargs -n1 sleep 0; watch -g -n1 date +%s > /dev/null',
    ];
    for (const line of lines) {
      await run(line);
      clock.after(1_500, () => shell.interrupt());
      await run(`${line}; sleep 100`);
    }
    expect(clock.busy).toBe(false);
    expect(await clock.activity(async () => clock.busy)).toBe(true);
    expect(clock.busy).toBe(false);
  });
});
