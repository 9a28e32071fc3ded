import type { NetworkState } from '../network-state.ts';
import type { Connection, Server } from '../types.ts';
import { proxyFeatures } from './application-layer.ts';

/** What a proxy knows of a connection whose content it cannot read. */
export interface ProxiedStream {
  count(sent: number, received: number): void;
  end(): void;
}

/**
 * The proxy's eye on a connection to a service annotated for one that is encrypted or speaks no HTTP: it tells of it
 * once, at its end. Undefined: there is no proxy, or it reads the requests one by one.
 */
export function proxiedStream(state: NetworkState, server: Server, connection: Connection): ProxiedStream | undefined {
  if (server.http && !server.tls) return undefined;
  if (!proxyFeatures(state.store, connection.service)?.collectsLogs) return undefined;
  let [bytesIn, bytesOut] = [0, 0];
  let isOver = false;
  return {
    count(sent, received) {
      bytesIn += sent;
      bytesOut += received;
    },
    end() {
      if (isOver) return;
      isOver = true;
      const duration = state.clock.now() - connection.startedAt;
      const stream = { type: server.tls ? ('tls' as const) : ('tcp' as const), bytesIn, bytesOut, duration };
      state.events.emit({ kind: 'stream', connection, stream });
    },
  };
}
