import type { Connection, HttpExchange } from '../../network/index.ts';
import type { CollectedRow } from './flow-collector.ts';

/** The row of one request that broke rules of the web application firewall; written at once, not summed up. */
export function wafRow(connection: Connection, exchange: HttpExchange): CollectedRow {
  const { source, destination, sourcePort, destinationPort, id, input } = connection;
  const { request, violations, refusedBy } = exchange;
  const at = request.now;
  const isRefused = refusedBy === 'firewall';
  return {
    dataSet: 'waf',
    time: at,
    lastAt: at,
    inputs: input === undefined ? [] : [input],
    document: {
      '@timestamp': Math.floor(at),
      request_id: `${Math.floor(at)}${id}`,
      source: { ip: source.ip, port_num: sourcePort, hostname: hostnameOf(source) },
      destination: { ip: destination.ip, port_num: destinationPort, hostname: hostnameOf(destination) },
      level: '',
      method: request.method,
      path: request.path,
      protocol: 'HTTP/1.1',
      host: request.host,
      msg: `WAF detected ${violations.length} violations [${isRefused ? 'deny' : 'pass'}]`,
      rules: violations.map((violation) => ({ ...violation, line: '-', disruptive: isRefused })),
      rule_info: violations.map(({ id: rule, message }) => `${rule}: ${message}`).join('; '),
      node: destination.node ?? '-',
    },
  };
}

function hostnameOf({ type, name, ip }: Connection['source']): string {
  return type === 'wep' ? name : ip;
}
