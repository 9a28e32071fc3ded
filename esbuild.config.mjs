// Builds dist/: main.js (checks the Node version, imports nothing else up front), cli.js and library.js with lazily
// loaded chunks, and the licences of what is bundled. The patched just-bash stays a file of its own, reached through the
// "#just-bash" import of package.json.
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const shared = {
  platform: 'node',
  format: 'esm',
  target: 'node22',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** What single files of libraries do at a price nobody here has to pay. The build fails when they no longer do it. */
const EDITS = [
  // To read JavaScript in YAML, which is never wanted.
  { file: /js-yaml\/lib\/js-yaml\/type\/js\/function\.js$/, find: "_require('esprima')", replace: 'undefined' },
  // To read its own WebAssembly, which stands in the same file: Node's whole web client would be loaded for it.
  { file: /yoga-wasm-base64-esm\.js$/, find: '"function"!=typeof fetch', replace: 'true' },
  // Ink takes every line of each frame apart anew. What stood in the frame before is taken from there, and nothing older.
  {
    file: /ink\/build\/output\.js$/,
    find: 'class OutputCaches {',
    replace: `class OutputCaches {
    static newest;
    constructor() {
        this.before = OutputCaches.newest;
        if (this.before) this.before.before = undefined;
        OutputCaches.newest = this;
    }
    keep(line) {
        const known = this.before?.styledChars.get(line);
        if (known) this.styledChars.set(line, known);
        return known;
    }`,
  },
  {
    file: /ink\/build\/output\.js$/,
    find: 'let cached = this.styledChars.get(line);',
    replace: 'let cached = this.styledChars.get(line) ?? this.keep(line);',
  },
  {
    file: /ink\/build\/squash-text-nodes\.js$/,
    find: "text = sanitizeAnsi(text.replaceAll('\\r\\n', '\\n'));",
    replace: `const clean = node.clean?.from === text ? node.clean.text : sanitizeAnsi(text.replaceAll('\\r\\n', '\\n'));
    node.clean = { from: text, text: clean };
    text = clean;`,
  },
  // Whole panes are texts of ours, another one at each key: thousands of them would be kept for nothing.
  { file: /ink\/build\/(measure|wrap)-text\.js$/, find: 'maxSize: 4096', replace: 'maxSize: 64' },
];

// The vendored shell is made anew when its patches have changed since.
const writtenAt = async (path) => (await stat(new URL(path, import.meta.url)).catch(() => undefined))?.mtimeMs ?? 0;
const vendorFolder = './src/shell/simulated/vendor';
if ((await writtenAt(`${vendorFolder}/patches.mjs`)) > (await writtenAt('dist/vendor/just-bash/index.js'))) {
  await import(`${vendorFolder}/build.mjs`);
}

await build({ ...shared, target: 'node18', entryPoints: { main: 'src/main.ts' }, outdir: 'dist' });
const { metafile } = await build({
  ...shared,
  bundle: true,
  splitting: true,
  metafile: true,
  entryPoints: { 'compiled-code': 'src/cli/keep-compiled-code.ts', cli: 'src/cli/index.ts', library: 'src/library.ts' },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  external: ['#just-bash', '@lydell/node-pty'],
  plugins: [withoutUnused(), withPlainWidths(), withEdits()],
  legalComments: 'none',
  // CommonJS packages inside the bundle ask for `require`.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
});
await writeFile(
  new URL('dist/THIRD-PARTY-LICENSES.txt', import.meta.url),
  await licencesOf(Object.keys(metafile.inputs)),
);
// Chunks of earlier builds go last, so that a program that runs meanwhile still finds its own.
for (const chunk of await readdir(new URL('dist/chunks', import.meta.url))) {
  if (!(`dist/chunks/${chunk}` in metafile.outputs)) await rm(new URL(`dist/chunks/${chunk}`, import.meta.url));
}
await chmod(new URL('dist/main.js', import.meta.url), 0o755);

/**
 * What libraries import and nothing here ever reaches: Ink asks for React's developer tools; marked-terminal brings every
 * language of highlight.js, the names of all emoji and its own tables, where code blocks, pictures and tables are drawn
 * by our own renderer. All would be loaded at each start.
 */
function withoutUnused() {
  const contents = {
    'react-devtools-core': 'export default undefined;',
    'cli-highlight': "export function highlight() { throw new Error('code blocks have their own renderer'); }",
    'node-emoji': "export function get() { throw new Error('names of emoji stay as they are written'); }",
    'cli-table3': "export default function Table() { throw new Error('tables have their own renderer'); }",
  };
  const names = new RegExp(`^(${Object.keys(contents).join('|')})$`);
  return {
    name: 'without-unused',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: names }, ({ path }) => ({ path, namespace: 'unused' }));
      onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: contents[path] }));
    },
  };
}

/**
 * Whoever asks `string-width` (Ink and what it is made of) gets the widths of plain characters from us, and the library
 * is set up by the first other one.
 */
function withPlainWidths() {
  const contents = `
    import { plainWidth } from './src/markdown/render/plain-width.ts';
    export default function stringWidth(text, options) {
      return (options === undefined && typeof text === 'string' ? plainWidth(text) : undefined)
        ?? require('string-width').default(text, options);
    }`;
  return {
    name: 'with-plain-widths',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^string-width$/ }, ({ namespace }) =>
        namespace === 'plain-widths' ? undefined : { path: 'string-width', namespace: 'plain-widths' },
      );
      onLoad({ filter: /.*/, namespace: 'plain-widths' }, () => ({ contents, resolveDir: import.meta.dirname }));
    },
  };
}

function withEdits() {
  return {
    name: 'with-edits',
    setup({ onLoad }) {
      for (const { file } of EDITS) onLoad({ filter: file }, edited);
    },
  };
}

async function edited({ path }) {
  let contents = await readFile(path, 'utf8');
  for (const { file, find, replace } of EDITS) {
    if (!file.test(path)) continue;
    if (!contents.includes(find)) throw new Error(`${path} no longer says ${find}`);
    contents = contents.replaceAll(find, () => replace);
  }
  return { contents };
}

/** Name, version and licence text of every package that has a file in the bundle. */
async function licencesOf(inputs) {
  const folders = new Set(
    inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const parts = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(
      await readFile(new URL(`${folder}/package.json`, import.meta.url), 'utf8'),
    );
    const file = (await readdir(new URL(folder, import.meta.url))).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(new URL(`${folder}/${file}`, import.meta.url), 'utf8') : `License: ${license}\n`;
    parts.push(`${name} ${version}\n\n${text.trimEnd()}\n`);
  }
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}
