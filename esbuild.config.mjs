// Builds dist/: main.js (checks the Node version, imports nothing else up front), cli.js and library.js with lazily
// loaded chunks. The patched just-bash stays a file of its own, reached through the "#just-bash" import of package.json.
import { chmod, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const shared = {
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

for (const place of ['main.js', 'cli.js', 'library.js', 'chunks']) {
  await rm(new URL(`dist/${place}`, import.meta.url), { recursive: true, force: true });
}

await build({ ...shared, target: 'node18', entryPoints: { main: 'src/main.ts' }, outdir: 'dist' });
await build({
  ...shared,
  bundle: true,
  splitting: true,
  entryPoints: { cli: 'src/cli/index.ts', library: 'src/library.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  external: ['#just-bash', 'react-devtools-core'],
  legalComments: 'none',
  // CommonJS packages inside the bundle ask for `require`.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
});
await chmod(new URL('dist/main.js', import.meta.url), 0o755);
