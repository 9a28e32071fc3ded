import { expect, test } from 'vitest';
import { loadEnvironment } from './environment.ts';
import { createSandbox } from './sandbox.ts';
import { withDownloads } from './with-downloads.ts';

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fetched\n';

async function sitting(environment: string) {
  let shown = '';
  const sandbox = await createSandbox({
    environment: withDownloads(loadEnvironment(environment), {
      'https://raw.example.org/shop/main/app.yaml': CONFIG_MAP,
      'https://github.com/shop/notes.txt': 'known site\n',
      'https://www.tigera.io/a.txt': 'of www\n',
    }),
    onOutput: (_terminal, { text }) => void (shown += text),
  });
  return async (line: string): Promise<string> => {
    shown = '';
    await sandbox.free(sandbox.line(sandbox.hostNames[0]!, line));
    return shown;
  };
}

test('kubectl applies what a track has put at a URL, and curl and wget get it there', async () => {
  const run = await sitting('empty');
  expect(await run('kubectl apply -f https://raw.example.org/shop/main/app.yaml')).toBe('configmap/fetched created\n');
  expect(await run('curl -s https://raw.example.org/shop/main/app.yaml')).toBe(CONFIG_MAP);
  expect(await run('curl -sO https://raw.example.org/shop/main/app.yaml && kubectl delete -f app.yaml')).toMatch(
    /^configmap "fetched" deleted/,
  );
  expect(await run('wget -qO- https://raw.example.org/shop/main/app.yaml')).toBe(CONFIG_MAP);
  expect(await run('kubectl create -f https://raw.example.org/shop/main/app.yaml -n kube-public -o name')).toBe(
    'configmap/fetched\n',
  );
});

test('what is not there, and a site nobody knows, are told as the real kubectl tells them', async () => {
  const run = await sitting('empty');
  expect(await run('kubectl apply -f https://raw.example.org/other.yaml')).toBe(
    'error: unable to read URL "https://raw.example.org/other.yaml", server reported 404 Not Found, status code=404\n',
  );
  expect(await run('kubectl apply -f https://nosuch.example/x.yaml')).toBe(
    'error: Get "https://nosuch.example/x.yaml": dial tcp: lookup nosuch.example on 127.0.0.53:53: no such host\n',
  );
  expect(await run('kubectl apply -f https://')).toMatch(/^error: /);
});

test('a site the environment knows keeps its address', async () => {
  const run = await sitting('hipstershop');
  expect(await run('curl -s https://github.com/shop/notes.txt')).toBe('known site\n');
  expect(await run('dig +short github.com')).toBe('203.0.113.110\n');
});

test('of two sites at one address each gives away its own', async () => {
  const run = await sitting('hipstershop');
  expect(await run('curl -s https://www.tigera.io/a.txt')).toBe('of www\n');
  expect(await run('curl -s https://tigera.io/a.txt')).toMatch(/<title>tigera.io/);
});
