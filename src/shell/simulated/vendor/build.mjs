// Bundles the pinned just-bash, with the hooks of patches.mjs, into dist/vendor/just-bash (`npm run vendor`).
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { PATCHES, TAR_PATCHES } from './patches.mjs';

const VERSION = '3.4.2';
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../../..');
const source = join(root, 'node_modules/just-bash');
const target = join(root, 'dist/vendor/just-bash');
const entry = join(source, 'dist/bundle/index.js');

/** Lazily loaded parts no machine of ours offers: other languages, the real network, heavy formats. */
const UNUSED =
  /\/(?:undici|js-exec|js-exec-worker|sqlite3|sqlite3-worker|python3|worker|curl|html-to-markdown|xan|xan-view|flag-coverage)-?[A-Z0-9]*\.js$/;
const OPTIONAL = /^(?:node-liblzma|@mongodb-js\/zstd|turndown|sql\.js|quickjs-emscripten|undici)$/;

const HOST_EXPORT = `\nexport { hostSources } from ${JSON.stringify(join(here, 'virtual-globals.mjs'))};\n`;

await requireVersion();
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const { metafile } = await build({
  metafile: true,
  entryPoints: { index: entry },
  outdir: target,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
  define: {
    Date: 'VirtualDate',
    'Math.random': 'virtualRandom',
    'performance.now': 'virtualNow',
    // It is only looked at in passing, which makes Node load its whole web client; no machine of ours reaches the real network.
    'globalThis.Headers': 'undefined',
  },
  inject: [join(here, 'virtual-globals.mjs')],
  plugins: [leaveOut(), patchEntry(), patchUtilities()],
});
await writeFile(join(target, 'LICENSE'), await licences(Object.keys(metafile.inputs)));

/** The licence texts of just-bash and of every package whose code came along. */
async function licences(inputs) {
  const folders = new Set(
    inputs.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean),
  );
  const texts = [];
  for (const folder of [...folders].sort()) {
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const text = file ? await readFile(join(folder, file), 'utf8') : `Licensed under ${license}.\n`;
    texts.push(`${name} ${version}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function requireVersion() {
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  if (version !== VERSION) {
    throw new Error(
      `just-bash ${version} is installed, the hooks are made for ${VERSION}: install that one, or carry patches.mjs over`,
    );
  }
}

function leaveOut() {
  return {
    name: 'leave-out',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'left-out' }));
      onResolve({ filter: OPTIONAL }, ({ path }) => ({ path, namespace: 'left-out' }));
      onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}

function patchEntry() {
  return {
    name: 'patch-entry',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]just-bash[\\/]dist[\\/]bundle[\\/]index\.js$/ }, async ({ path }) => ({
        contents: PATCHES.reduce(apply, await readFile(path, 'utf8')) + HOST_EXPORT,
        loader: 'js',
      }));
    },
  };
}

/** Names and lines are ordered as in the locale C.UTF-8, which is that of every machine; tar speaks as GNU's. */
function patchUtilities() {
  const comparison = /(String\((?:[^()]|"")*\)|[\w$]+(?:\.\w+|\[\w+\])*)\.localeCompare\(((?:[^()]|\([^()]*\))*)\)/g;
  return {
    name: 'patch-utilities',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]just-bash[\\/]dist[\\/]bundle[\\/]chunks[\\/].*\.js$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = (isTar(text) ? TAR_PATCHES.reduce(apply, text) : text).replace(
          comparison,
          'compareCharacters($1,$2)',
        );
        if (contents.includes('localeCompare')) throw new Error(`${path} compares in a way build.mjs does not know`);
        return { contents, loader: 'js' };
      });
    },
  };
}

function isTar(text) {
  return text.includes('name:"tar"');
}

function apply(text, { name, find, replace, times = 1 }) {
  const count = text.split(find).length - 1;
  if (count !== times)
    throw new Error(`just-bash patch "${name}": its anchor stands ${count} times, wanted ${times}:\n  ${find}`);
  return text.replaceAll(find, () => replace);
}
