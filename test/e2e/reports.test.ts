import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firedrill } from '../support/firedrill.ts';

const TWO_STEPS = `# A

\`\`\`bash
kubectl delete namespace nope; echo '::add-path::/tmp'
\`\`\`

# B

\`\`\`bash
ls
\`\`\`
`;

function folderWith(text: string): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-reports-'));
  const file = join(folder, 'm.md');
  writeFileSync(file, text);
  return { folder, file };
}

test('one run writes every report it is asked for, in folders that are made for them', async () => {
  const { folder, file } = folderWith(TWO_STEPS);
  const report = `junit=${folder}/new/a.xml,json=${folder}/new/a.json,tap=${folder}/a.tap`;
  const { code, stdout } = await firedrill(['test', file, '--environment', 'empty', '--report', report]);
  expect(code).toBe(1);
  expect(stdout).toContain(`see ${file}:1\n`);
  expect(readFileSync(`${folder}/new/a.xml`, 'utf8')).toContain('tests="2" failures="1" errors="0" skipped="1"');
  expect(JSON.parse(readFileSync(`${folder}/new/a.json`, 'utf8')).tracks).toHaveLength(1);
  expect(readFileSync(`${folder}/a.tap`, 'utf8')).toMatch(/^TAP version 14\n1\.\.2\nnot ok 1 - A: 01 A\n/);
});

test('a report on standard output stands there alone', async () => {
  const { file } = folderWith(TWO_STEPS);
  const { stdout } = await firedrill(['test', file, '--environment', 'empty', '--report', 'junit=-']);
  expect(stdout).toMatch(/^<\?xml /);
  expect(stdout.trimEnd()).toMatch(/<\/testsuites>$/);
});

test('tracks and tests of alerts are one JSON document', async () => {
  const alerts = 'tracks/alerts/alerts/dns.alerts.yaml';
  const { stdout } = await firedrill(['test', '--json', 'tracks/alerts', alerts]);
  const { tracks, alertTests } = JSON.parse(stdout);
  expect([tracks.length, alertTests.length]).toEqual([1, 2]);
});

test('a track that cannot be read is an error in the report, which never looks green', async () => {
  const { folder, file } = folderWith('---\ntitle: "open\n---\n# A\n');
  const { code } = await firedrill(['test', file, '--report', `junit=${folder}/a.xml`]);
  expect(code).toBe(1);
  expect(readFileSync(`${folder}/a.xml`, 'utf8')).toMatch(/errors="1"[\s\S]*<error message="[^"]*m\.md:2/);
});

test('under GitHub Actions what a track prints is fenced, and annotations stand behind the fence', async () => {
  const { file } = folderWith(TWO_STEPS);
  const { stdout } = await firedrill(['test', file, '--environment', 'empty', '--report', 'github'], {
    env: { GITHUB_ACTIONS: 'true' },
  });
  const [, token] = /^::stop-commands::([\w-]{36})\n/.exec(stdout)!;
  const [fenced, behind] = stdout.split(`\n::${token}::\n`);
  expect(fenced).toContain('::add-path::');
  expect(behind).toBe(
    `::error file=${file},line=4,title=step 1%3A A::block 1 (line 4): exit code 1: kubectl delete namespace nope` +
      '%0AError from server (NotFound): namespaces "nope" not found%0A::add-path::/tmp\n',
  );
});

test('validate reports too: an annotation for each finding, a failed case for each file with errors', async () => {
  const { folder, file } = folderWith('# A\n\n```bash\nls\n');
  const { stdout } = await firedrill(['validate', file, '--report', `github,junit=${folder}/v.xml`]);
  expect(stdout).toMatch(new RegExp(`\n::(error|warning) file=${file},line=3,col=1,title=unclosed-fence::`));
  expect(readFileSync(`${folder}/v.xml`, 'utf8')).toContain('classname="validate"');
});

test.each([
  ['xml', /Write junit=FILE, json=FILE, tap=FILE or github/],
  ['junit=-,tap=-', /only one report can go to standard output/],
  ['junit=a.xml,json=a.xml', /two reports cannot both be written to a\.xml/],
  ['junit=package.json/a.xml', /the report cannot be written/],
])('--report %s is a mistake that is said at once', async (report, message) => {
  const { code, stderr } = await firedrill(['test', 'tracks/alerts', '--report', report]);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
});
