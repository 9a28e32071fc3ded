import { randomUUID } from 'node:crypto';

/**
 * GitHub Actions obeys lines like `::add-path::` wherever they are printed, also by a track. Between here and the call of
 * what is returned it does not: the word that ends it is not to be guessed. Does nothing elsewhere.
 */
export function fenceOutput(env: NodeJS.ProcessEnv = process.env): () => void {
  if (env['GITHUB_ACTIONS'] !== 'true') return () => undefined;
  const token = randomUUID();
  const open = () => void process.stdout.write(`::${token}::\n`);
  process.stdout.write(`::stop-commands::${token}\n`);
  process.once('exit', open);
  return () => {
    process.off('exit', open);
    open();
  };
}
