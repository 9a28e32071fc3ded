import { afterEach, describe, expect, test, vi } from 'vitest';
import { type ScreenedLab, screenedLab } from '../support/tui-lab.ts';

let lab: ScreenedLab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const SIZES = [
  [60, 20],
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

describe.each(SIZES)('at %i by %i', (columns, rows) => {
  test('text, shell, check and help fit the screen', async () => {
    lab = await screenedLab('tracks/alerts', { columns, rows });
    const { screen, press, sees } = lab;
    expectWhole(lab, columns, rows);
    press('1');
    await sees(/Enter (run|show) 2/);
    expectWhole(lab, columns, rows);
    press('c');
    await sees(/not yet: step 1 of 3|checking: step 1 of 3/);
    expectWhole(lab, columns, rows);
    press('Escape', '?');
    await sees(/Keys {3}j k scroll/);
    expectWhole(lab, columns, rows);
    press('Escape', ']');
    await sees(/\[Alerts\]/);
    press('Tab', 'Right');
    await sees(/\[Configuration\][\s\S]*policy\.globalnetworkset/);
    expectWhole(lab, columns, rows);
    press('Enter');
    await sees(/Why not[\s\S]*Aggregate By|Why not[\s\S]*Summary/);
    expectWhole(lab, columns, rows);
    expect(screen.rows.at(-1)).toMatch(/^ /);
  });
});

/** Frames are closed, the footer is one line, nothing ran over. */
function expectWhole({ screen }: ScreenedLab, columns: number, rows: number) {
  const drawn = screen.rows;
  expect(drawn.length).toBe(rows);
  expect(drawn[0]).toMatch(/step 1 of 3/);
  expect(drawn.at(-1)).toMatch(/^ (Esc|Enter|Tab|Ctrl-G|c |f )/);
  for (const row of drawn.slice(1, -2)) {
    expect(row.length).toBeLessThanOrEqual(columns);
    if (/^[┌┏└┗│┃]/.test(row)) expect(row).toMatch(/[┐┓┘┛│┃]$/);
    if (/^[┌┏]/.test(row)) expect(row.length).toBe(columns);
  }
}

test('a resize keeps the place and redraws whole', async () => {
  lab = await screenedLab('tracks/alerts', { columns: 120, rows: 40 });
  lab.press('n');
  await lab.sees(/▶ \[2\]/);
  for (const [columns, rows] of [
    [80, 24],
    [60, 20],
    [200, 60],
    [100, 30],
  ] as const) {
    await lab.resize(columns, rows);
    await vi.waitFor(() => expectWhole(lab!, columns, rows), 5_000);
    await lab.sees(/Enter run 2/);
  }
});

test('a terminal that is too small gets a sentence, and its place back when it grows', async () => {
  lab = await screenedLab('tracks/alerts', { columns: 80, rows: 24 });
  await lab.resize(50, 12);
  await lab.sees(/needs at least 60 columns and\s+16 rows/);
  await lab.resize(80, 24);
  await lab.sees(/Three alerts for one shop/);
});

test('what a command prints comes as it comes, and Ctrl-C stops it', async () => {
  lab = await screenedLab('tracks/alerts');
  lab.press('Tab', 'ping google.com', 'Enter');
  await lab.sees(/icmp_seq=2/);
  await lab.sees(/icmp_seq=5/);
  lab.press('\x03');
  await lab.sees(/ping statistics/);
  lab.press('echo $((40 + 2)) is it', 'Enter');
  await lab.sees(/^42 is it/m);
});

test('a shell in a pod has its own prompt and takes the lines until exit', async () => {
  lab = await screenedLab('tracks/alerts');
  lab.press('Tab', 'kubectl exec -it multitool -- sh', 'Enter');
  await lab.sees(/[#$] *$/m);
  await new Promise((resolve) => setTimeout(resolve, 300));
  lab.press('echo I am $HOSTNAME', 'Enter');
  await lab.sees(/^I am multitool/m);
  lab.press('exit', 'Enter');
  await new Promise((resolve) => setTimeout(resolve, 300));
  lab.press('echo I am $HOSTNAME', 'Enter');
  await lab.sees(/^I am controlplane/m);
});

test('without colour every state is a word', async () => {
  lab = await screenedLab('tracks/alerts', { color: false, columns: 120, rows: 40 });
  lab.press('Tab', 'alias kubectl=false', 'Enter', '\x07', 'Tab', '1');
  await lab.sees(/Enter run 2|failed, exit/);
  expect(lab.screen.raw).not.toMatch(/\x1b\[(?:3[0-7]|9[0-7]|4[0-7])m/);
});

test('the first run says three things, once', async () => {
  lab = await screenedLab('tracks/alerts', { firstRun: true });
  await lab.sees(/Welcome[\s\S]*nothing leaves[\s\S]*changes your machine/);
  lab.press('Enter');
  await lab.sees(/Who watches the watchers\?[\s\S]*Enter next/);
  expect(lab.screen.rows[0]).toBe('');
  lab.press('Enter');
  await lab.sees(/Enter (run|show) 1/);
});

test('undo takes the last block back', async () => {
  lab = await screenedLab('tracks/alerts', { columns: 120, rows: 40 });
  lab.press('1');
  await lab.sees(/Enter run 2/);
  lab.press('u');
  await lab.sees(/Taken back: block 1/);
  lab.press('Tab', 'kubectl get globalalerts', 'Enter');
  await lab.sees(/No resources found/);
});

test('a long line of a zoomed block is one line for the mouse, also after a resize and scrolling', async () => {
  lab = await screenedLab('tracks/alerts', { columns: 60, rows: 20 });
  lab.press('z');
  const [first] = lab.session.current!.step.blocks;
  const long = first!.code.text.split('\n').filter((line) => line.length > 60);
  expect(long.length).toBeGreaterThan(1);
  for (const columns of [60, 64]) {
    await lab.resize(columns, 20);
    await vi.waitFor(() => expect(lab!.screen.lines).toEqual(expect.arrayContaining(long.slice(0, 1))));
  }
  lab.press('G');
  await vi.waitFor(() => expect(lab!.screen.lines.slice(0, -2).at(-1)).toBe('EOF'));
  lab.press('Escape');
  await lab.sees(/Enter (run|show) 1/);
  expectWhole(lab, 64, 20);
});
