import type { Tool } from '../types.ts';
import { curl } from './curl/curl.ts';
import { type NetworkToolOptions, networkTool } from './network/client.ts';
import { nmap } from './nmap/nmap.ts';
import { ping } from './ping/ping.ts';

const PROGRAMS = [curl, nmap, ping];

/** The network programs of one machine. */
export function networkTools(options: NetworkToolOptions): readonly Tool[] {
  return PROGRAMS.map((program) => networkTool(program, options));
}
