import { expect, test } from 'vitest';
import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { ip } from './ip.ts';

/** What `ip` prints on a node. */
async function onNode(...args: string[]): Promise<string> {
  let text = '';
  const context = { args, user: { uid: 0 }, stdout: (piece: string) => void (text += piece) } as unknown as ToolContext;
  await ip.run(context, { endpoint: { type: 'hep', ip: '10.5.0.4', node: 'node01' } } as unknown as NetworkClient);
  return text;
}

test('a node has a block of addresses and a way out of it, unlike a pod', async () => {
  expect(await onNode('route')).toBe(
    'default via 10.5.0.1 dev eth0 proto dhcp src 10.5.0.4 metric 100 \n' +
      '10.5.0.0/24 dev eth0 proto kernel scope link src 10.5.0.4 metric 100 \n',
  );
  expect(await onNode('route', 'get', '10.5.0.5')).toBe('10.5.0.5 dev eth0 src 10.5.0.4 uid 0 \n    cache \n');
  expect(await onNode('route', 'get', '8.8.8.8')).toContain('8.8.8.8 via 10.5.0.1 dev eth0');
  expect(await onNode('addr', 'show', 'eth0')).toMatch(
    /^2: eth0: .*\n.*\n {4}inet 10\.5\.0\.4\/24 brd 10\.5\.0\.255 scope global eth0\n/,
  );
  expect(JSON.parse(await onNode('-j', 'addr'))[1].addr_info[0]).toMatchObject({
    prefixlen: 24,
    broadcast: '10.5.0.255',
  });
  expect(await onNode('-br', 'addr', 'show', 'eth0')).toContain(' 10.5.0.4/24 fe80::');
});
