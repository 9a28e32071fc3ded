import { expect, test } from 'vitest';
import { testCluster } from '../test-cluster.ts';

const PATH = '/api/v1/namespaces/default/configmaps';

async function withMaps(...names: string[]) {
  const cluster = testCluster();
  for (const name of names) await cluster.call('POST', PATH, { metadata: { name, labels: { of: 'us' } } });
  const page = async (query: string) => {
    const answer = await cluster.call('GET', `${PATH}?${query}`);
    const shown = (answer.items ?? []).map(({ metadata }: { metadata: { name: string } }) => metadata.name).join(' ');
    const token: string = encodeURIComponent(answer.metadata.continue ?? '');
    return { ...answer, code: answer.code, shown, token };
  };
  return { ...cluster, page };
}

test('pages together are the list as it was at the first, whatever happens in between', async () => {
  const { call, page } = await withMaps('a', 'b', 'c', 'd', 'e');
  const first = await page('limit=2');
  expect([first.shown, first.metadata.remainingItemCount]).toEqual(['a b', 3]);
  await call('DELETE', `${PATH}/c`);
  await call('POST', PATH, { metadata: { name: 'cc' } });
  const second = await page(`limit=2&continue=${first.token}`);
  expect([second.shown, second.metadata.remainingItemCount]).toEqual(['c d', 1]);
  expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  const last = await page(`limit=2&continue=${second.token}`);
  expect([last.shown, last.token]).toEqual(['e', '']);
});

test('a selector keeps to itself how many are left', async () => {
  const { page } = await withMaps('a', 'b', 'c');
  const first = await page('limit=1&labelSelector=of%3Dus');
  expect(first.metadata).toEqual({ resourceVersion: first.metadata.resourceVersion, continue: expect.any(String) });
  expect((await page(`limit=5&labelSelector=of%3Dus&continue=${first.token}`)).shown).toBe('b c');
});

test('a token that is too old is a 410 with one to go on with what there is now', async () => {
  const { call, page, pass } = await withMaps('a', 'b', 'c');
  const first = await page('limit=1');
  await call('DELETE', `${PATH}/b`);
  await pass(5 * 60_000 + 1);
  const late = await page(`limit=1&continue=${first.token}`);
  expect(late).toMatchObject({ code: 410, reason: 'Expired', status: 'Failure' });
  expect(late.message).toMatch(/^The provided continue parameter is too old to display a consistent list result\./);
  expect((await page(`limit=1&continue=${late.token}`)).shown).toBe('c');
});

test.each([
  ['continue=nonsense', 400, 'continue key is not valid'],
  [
    `continue=${btoa('{"v":"meta.k8s.io/v1","rv":1,"start":"x"}')}&resourceVersion=1`,
    400,
    'not allowed when using continue',
  ],
  ['resourceVersionMatch=Exact', 422, 'resourceVersionMatch is forbidden unless resourceVersion is provided'],
  ['resourceVersionMatch=Some&resourceVersion=1', 422, 'supported values: "Exact", "NotOlderThan"'],
  ['resourceVersionMatch=Exact&resourceVersion=0', 422, 'is forbidden for resourceVersion "0"'],
  ['sendInitialEvents=true', 422, 'sendInitialEvents is forbidden for list'],
  ['watch=1&sendInitialEvents=true', 422, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'],
  ['watch=1&resourceVersionMatch=Exact', 422, 'is forbidden for watch unless sendInitialEvents is provided'],
  ['resourceVersion=999999', 504, 'Too large resource version: 999999'],
])('parameters that do not go together are refused: %s', async (query, code, message) => {
  const { call } = testCluster();
  const answer = await call('GET', `${PATH}?${query}`);
  expect([answer.code, answer.message]).toEqual([code, expect.stringContaining(message)]);
});
