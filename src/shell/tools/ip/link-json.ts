import type { Link } from './link.ts';

/** "For ever", as 32 bits say it. */
const FOREVER = 4_294_967_295;

/** `ip -j address` and `ip -j link`: one line, the fields in iproute2's order. */
export function linksJson(links: readonly Link[], object: string, options: readonly string[]): string {
  return JSON.stringify(
    links.map((link) => {
      const peer = /@if(\d+)$/.exec(link.shown)?.[1];
      const namespace = /link-netnsid (\d+)/.exec(link.peer)?.[1];
      return {
        ifindex: link.index,
        ...(peer === undefined ? {} : { link_index: Number(peer) }),
        ifname: link.name,
        flags: link.flags.split(','),
        mtu: link.mtu,
        qdisc: 'noqueue',
        operstate: link.state,
        ...(object === 'link' ? { linkmode: 'DEFAULT' } : {}),
        group: 'default',
        txqlen: 1000,
        link_type: link.kind,
        address: link.mac,
        broadcast: link.broadcast,
        ...(namespace === undefined ? {} : { link_netnsid: Number(namespace) }),
        ...(object === 'address' ? { addr_info: addressesOf(link, options) } : {}),
      };
    }),
  );
}

function addressesOf(link: Link, options: readonly string[]): object[] {
  const lifetime = { valid_life_time: FOREVER, preferred_life_time: FOREVER };
  const [local, prefix] = link.inet.split('/');
  const [local6, prefix6] = link.inet6.split('/');
  const four = {
    family: 'inet',
    local,
    prefixlen: Number(prefix),
    ...(link.brd ? { broadcast: link.brd } : {}),
    scope: link.scope,
    label: link.name,
    ...lifetime,
  };
  const scope6 = link.name === 'lo' ? 'host' : 'link';
  const six = { family: 'inet6', local: local6, prefixlen: Number(prefix6), scope: scope6, ...lifetime };
  return [...(options.includes('-6') ? [] : [four]), ...(options.includes('-4') ? [] : [six])];
}
