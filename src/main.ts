#!/usr/bin/env node
// Checks the Node version in syntax that old versions parse, before anything else is loaded.
const OLDEST = [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];

if (major < OLDEST[0]! || (major === OLDEST[0] && minor < OLDEST[1]!)) {
  process.stderr.write(
    `firedrill needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and run the same command again.\n`,
  );
  process.exitCode = 3;
} else {
  // Names esbuild does not see: these files are built on their own.
  const [compiledCode, cli] = ['./compiled-code.js', './cli.js'];
  import(compiledCode)
    .then(({ keepCompiledCode }) => keepCompiledCode())
    .then(() => import(cli))
    .then(({ run }) => run(process.argv.slice(2)));
}
