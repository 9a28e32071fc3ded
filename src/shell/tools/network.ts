import type { Tool } from '../types.ts';
import { curl } from './curl/curl.ts';
import { dig } from './dig/dig.ts';
import { getent } from './getent/getent.ts';
import { host } from './host/host.ts';
import { ip } from './ip/ip.ts';
import { nc } from './nc/nc.ts';
import { type NetworkToolOptions, networkTool } from './network/client.ts';
import { nmap } from './nmap/nmap.ts';
import { nslookup } from './nslookup/nslookup.ts';
import { ping } from './ping/ping.ts';
import { telnet } from './telnet/telnet.ts';
import { tracepath } from './traceroute/tracepath.ts';
import { traceroute } from './traceroute/traceroute.ts';
import { wget } from './wget/wget.ts';

const PROGRAMS = [curl, dig, getent, host, ip, nc, nmap, nslookup, ping, telnet, tracepath, traceroute, wget];

/** The network programs of one machine. */
export function networkTools(options: NetworkToolOptions): readonly Tool[] {
  return PROGRAMS.map((program) => networkTool(program, options));
}
