import type { ToolContext } from '../../types.ts';
import { isIPv4, isLoopback } from '../network/address.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import type { Link } from './link.ts';
import { linksJson } from './link-json.ts';

/** Every pod's next hop under Calico: the node answers ARP for it with the same hardware address. */
const GATEWAY = '169.254.1.1';
const GATEWAY_MAC = 'ee:ee:ee:ee:ee:ee';

/** ip of iproute2, the looking part: addresses, links, routes, neighbours and rules of a pod or a machine. */
export const ip: NetworkProgram = { name: 'ip', run: (context, client) => Promise.resolve(show(context, client)) };

function show(context: ToolContext, client: NetworkClient): number {
  const options = context.args.filter((arg) => arg.startsWith('-'));
  const [object = '', ...rest] = context.args.filter((arg) => !arg.startsWith('-'));
  const name = OBJECTS.find((each) => object !== '' && each.startsWith(object));
  if (object === '') {
    context.stderr(
      'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n       ip [ -4 | -6 | -o | -br ] { address | link | route | neigh | rule }\n',
    );
    return 255;
  }
  if (!name) return complain(context, `Object "${object}" is unknown, try "ip help".`, 1);
  const [command = 'show', ...more] = rest;
  if (name === 'route' && command === 'get') return routeTo(context, client, more[0]);
  if (['add', 'del', 'delete', 'set', 'flush', 'change', 'replace'].includes(command)) {
    return complain(context, 'RTNETLINK answers: Operation not permitted', 2);
  }
  const shows = ['show', 'list', 'ls', 's', 'sh', 'l', 'lst'].includes(command);
  const links = linksOf(client);
  const wanted = shows ? more.filter((word) => word !== 'dev')[0] : undefined;
  if (!shows) return complain(context, `Command "${command}" is unknown, try "ip ${name} help".`, 255);
  if (name === 'rule')
    return print(context, '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n');
  if (name === 'neigh') return print(context, neighbour(client));
  if (name === 'route') {
    const [first, ...others] = routesOf(client);
    return print(context, wanted === 'default' ? first! : [first, ...others].join(''));
  }
  const chosen = wanted === undefined ? links : links.filter((link) => link.name === wanted);
  if (chosen.length === 0) return complain(context, `Device "${wanted}" does not exist.`, 1);
  if (options.some((option) => /^-j(son)?$/.test(option)))
    return print(context, `${linksJson(chosen, name, options)}\n`);
  return print(context, chosen.map((link) => linkText(link, name, options)).join(''));
}

const OBJECTS = ['address', 'link', 'route', 'neighbour', 'rule'].map((name) =>
  name === 'neighbour' ? 'neigh' : name,
);

function linkText(link: Link, object: string, options: readonly string[]): string {
  const only4 = options.includes('-4');
  const only6 = options.includes('-6');
  const addresses = object === 'address';
  if (options.some((option) => option.startsWith('-br'))) {
    const shown = addresses ? `${link.inet} ${link.inet6}` : `${link.mac} <${link.flags}>`;
    return `${link.shown.padEnd(16)} ${link.state.padEnd(14)} ${shown} \n`;
  }
  const lifetime = 'valid_lft forever preferred_lft forever';
  const inet = `inet ${link.inet}${link.brd ? ` brd ${link.brd}` : ''} scope ${link.scope} ${link.name}`;
  const inet6 = `inet6 ${link.inet6} scope ${link.name === 'lo' ? 'host' : 'link'} `;
  const families = [...(only6 ? [] : [inet]), ...(only4 ? [] : [inet6])];
  if (options.includes('-o') && addresses) {
    return families.map((family) => `${link.index}: ${link.name}    ${family}\\       ${lifetime}\n`).join('');
  }
  const mode = addresses ? '' : ' mode DEFAULT';
  const single = only4 || only6;
  const isDetailed = options.some((option) => /^-d(etails)?$/.test(option));
  const head = `${link.index}: ${link.shown}: <${link.flags}> mtu ${link.mtu} qdisc noqueue state ${link.state}${mode} group default qlen 1000`;
  const details = isDetailed ? detailsOf(link) : '';
  const hardware = `    link/${link.kind} ${link.mac} brd ${link.broadcast}${link.peer}${details}\n`;
  const lines = addresses ? families.map((family) => `    ${family}\n       ${lifetime}\n`).join('') : '';
  return `${head}${single ? link.peer : ''}\n${single ? '' : hardware}${lines}`;
}

/** What `-d` adds; a kind of link of its own begins a line. */
function detailsOf({ name }: Link): string {
  const isLoopback = name === 'lo';
  const sizes = isLoopback ? 'minmtu 0 maxmtu 0' : 'minmtu 68 maxmtu 65535';
  const kind = isLoopback ? '' : '\n    veth ';
  const queues = isLoopback ? 1 : 2;
  return ` promiscuity 0  allmulti 0 ${sizes} ${kind}addrgenmode eui64 numtxqueues ${queues} numrxqueues ${queues} gso_max_size 65536 gso_max_segs 65535 tso_max_size 524280 tso_max_segs 65535 gro_max_size 65536 `;
}

function isPod({ endpoint }: NetworkClient): boolean {
  return endpoint.type === 'wep';
}

/** A machine's address lies in a block of 256, whose first one leads on. */
function blockOf({ endpoint }: NetworkClient): string {
  return endpoint.ip.replace(/\.\d+$/, '');
}

function gatewayOf(client: NetworkClient): string {
  return isPod(client) ? GATEWAY : `${blockOf(client)}.1`;
}

function neighbour(client: NetworkClient): string {
  const mac = isPod(client) ? GATEWAY_MAC : '42:01:0a:05:00:01';
  return `${gatewayOf(client)} dev eth0 lladdr ${mac} REACHABLE \n`;
}

function routesOf(client: NetworkClient): string[] {
  if (isPod(client)) return [`default via ${GATEWAY} dev eth0 \n`, `${GATEWAY} dev eth0 scope link \n`];
  const { ip: own } = client.endpoint;
  return [
    `default via ${gatewayOf(client)} dev eth0 proto dhcp src ${own} metric 100 \n`,
    `${blockOf(client)}.0/24 dev eth0 proto kernel scope link src ${own} metric 100 \n`,
  ];
}

function routeTo(context: ToolContext, client: NetworkClient, address: string | undefined): number {
  if (address === undefined) return complain(context, 'need at least a destination address', 1);
  if (!isIPv4(address)) return complain(context, `Error: any valid prefix is expected rather than "${address}".`, 1);
  const { uid } = context.user;
  if (isLoopback(address)) {
    return print(context, `local ${address} dev lo src ${address} uid ${uid} \n    cache <local> \n`);
  }
  const gateway = gatewayOf(client);
  const isNear = address === gateway || (!isPod(client) && address.startsWith(`${blockOf(client)}.`));
  const via = isNear ? '' : ` via ${gateway}`;
  return print(context, `${address}${via} dev eth0 src ${client.endpoint.ip} uid ${uid} \n    cache \n`);
}

function linksOf(client: NetworkClient): Link[] {
  const octets = client.endpoint.ip.split('.').map(Number);
  const mac = ['02', '42', ...octets.map((octet) => octet.toString(16).padStart(2, '0'))].join(':');
  const hex = (from: number): string => ((octets[from]! << 8) | octets[from + 1]!).toString(16);
  const index = 3 + (octets[3]! % 200);
  const pod = isPod(client);
  return [
    {
      index: 1,
      name: 'lo',
      shown: 'lo',
      flags: 'LOOPBACK,UP,LOWER_UP',
      mtu: 65536,
      state: 'UNKNOWN',
      kind: 'loopback',
      mac: '00:00:00:00:00:00',
      broadcast: '00:00:00:00:00:00',
      peer: '',
      inet: '127.0.0.1/8',
      inet6: '::1/128',
      scope: 'host',
    },
    {
      index: 2,
      name: 'eth0',
      shown: pod ? `eth0@if${index}` : 'eth0',
      flags: 'BROADCAST,MULTICAST,UP,LOWER_UP',
      mtu: pod ? 1450 : 1500,
      state: 'UP',
      kind: 'ether',
      mac,
      broadcast: 'ff:ff:ff:ff:ff:ff',
      peer: pod ? ' link-netnsid 0' : '',
      inet: `${client.endpoint.ip}/${pod ? 32 : 24}`,
      ...(pod ? {} : { brd: `${blockOf(client)}.255` }),
      inet6: `fe80::42:${((octets[0]! << 8) | 0xff).toString(16)}:fe${octets[1]!.toString(16).padStart(2, '0')}:${hex(2)}/64`,
      scope: 'global',
    },
  ];
}

function print(context: ToolContext, text: string): number {
  context.stdout(text);
  return 0;
}

function complain(context: ToolContext, text: string, code: number): number {
  context.stderr(`${text}\n`);
  return code;
}
