// Writes dist/types for users of the library: the compiler's declarations, with imports as published files name them.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

execFileSync('tsc', ['-p', 'tsconfig.library.json'], { stdio: 'inherit', shell: process.platform === 'win32' });
const folder = join(import.meta.dirname, '../dist/types');
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const text = readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, name), text.replace(/(from |import\()(['"])(\.[^'"]+)\.tsx?\2/g, '$1$2$3.js$2'));
}
