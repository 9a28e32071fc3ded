import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { packageRoot } from '../../src/sandbox/index.ts';
import { type ScreenedLab, screenedLab } from '../support/tui-lab.ts';

let lab: ScreenedLab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const TEXT = `# Look at it

![The events](../assets/events.png)

![Gone](../assets/gone.png), ![far](https://example.com/x.png), ![out](../../../x.png)

\`\`\`bash
true
\`\`\`
`;

function track(): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-pictures-'));
  mkdirSync(join(folder, '01-look'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'track.yml'), 'slug: look\ntitle: Pictures\n');
  writeFileSync(join(folder, 'firedrill.yml'), 'environment: bare\n');
  writeFileSync(join(folder, '01-look/assignment.md'), `---\nslug: look\ntype: challenge\ntitle: Look\n---\n${TEXT}`);
  cpSync(join(packageRoot(), 'tracks/alerts/assets/alerts-list.png'), join(folder, 'assets/events.png'));
  return folder;
}

test('a picture is seen in the text; one that cannot be is told about', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40 });
  const { screen, press, sees } = lab;
  await sees(/\[image: The events\] *┃[^\n]*\n┃ {2}▀{40,}/);
  await sees(/no file assets\/gone\.png in the track/);
  await sees(/example\.com\/x\.png is not fetched[\s\S]*leads out of the track/);
  expect(/\x1b\[38;2;\d+;\d+;\d+m/.test(screen.raw)).toBe(true);
  for (const row of screen.rows.slice(1, -2)) expect(row).toMatch(/[│┃┓┛┐┘]$/);
  press('i');
  await sees(/^▀{100,}/);
  await sees(/The events {3}Esc goes back/);
  press('Escape');
  await sees(/Enter (run|show) 1/);
});

test('the place in the text stays when a picture comes', async () => {
  lab = await screenedLab(track(), { columns: 80, rows: 16 });
  await lab.sees(/↓ 1\d more/);
  lab.press('n');
  await lab.sees(/▶ \[1\] bash/);
  lab.press('k', 'k');
  await lab.sees(/leads out of the track\)[\s\S]*▶ \[1\] bash/);
});

test('where there are no colours a picture is its words', async () => {
  lab = await screenedLab(track(), { columns: 120, rows: 40, color: false });
  await lab.sees(/\[image: The events\]/);
  await lab.sees(/no file assets\/gone\.png/);
  expect(lab.screen.text).not.toMatch(/▀/);
  lab.press('i');
  await lab.sees(/shows no colours/);
});
