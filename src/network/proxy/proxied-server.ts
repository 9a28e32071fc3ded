import type { NetworkState } from '../network-state.ts';
import type { Flow } from '../policy/flow.ts';
import { httpDate } from '../servers/program.ts';
import type { Connection, HttpExchange, HttpRequest, HttpResponse, Server } from '../types.ts';
import { proxyFeatures } from './application-layer.ts';
import { firewallViolations } from './firewall-rules.ts';

/**
 * The server as its clients meet it: through the proxy of the destination's node where the service is annotated for
 * one, which may answer 403 in its place, and tells of each request. Encrypted requests pass unread.
 */
export function proxiedServer(state: NetworkState, server: Server, connection: Connection, flow: Flow): Server {
  const { http } = server;
  if (!http || server.tls || !proxyFeatures(state.store, connection.service)) return server;
  return {
    ...server,
    http(request) {
      // Asked again for each request: a kept connection feels a change of the settings.
      const features = proxyFeatures(state.store, connection.service);
      if (!features) return http(request);
      const violations = features.firewall === 'off' ? [] : firewallViolations(request);
      const refusedBy =
        violations.length > 0 && features.firewall === 'refuses'
          ? 'firewall'
          : features.enforcesPolicy
            ? refusal(state, flow, request)
            : undefined;
      const response = refusedBy ? forbidden(request) : passedOn(http(request));
      const exchange: HttpExchange = {
        request,
        response,
        violations,
        isLogged: features.collectsLogs,
        ...(refusedBy ? { refusedBy } : {}),
      };
      state.events.emit({ kind: 'http', connection, exchange });
      return response;
    },
  };
}

/** Requests are judged by the policies of the destination, as its connections are, with their `http` parts. */
function refusal(state: NetworkState, flow: Flow, { method, path }: HttpRequest): 'policy' | undefined {
  if (!flow.destination.endpoint) return undefined;
  const { action } = state.policy.judge({ ...flow, http: { method, path } }, 'ingress');
  return action === 'deny' ? 'policy' : undefined;
}

/** Envoy writes names in lower case, puts its own in the place of the server's, and says how long that took. */
function passedOn(response: HttpResponse): HttpResponse {
  const own = response.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = [
    ...own.filter(([name]) => name !== 'server' && name !== 'connection'),
    ['x-envoy-upstream-service-time', String(Math.ceil(response.delay))],
    ['server', 'envoy'],
  ] as const;
  return { ...response, headers };
}

/** Envoy's answer to what its authorization service refuses. */
function forbidden({ now }: HttpRequest): HttpResponse {
  const headers = [
    ['date', httpDate(now)],
    ['server', 'envoy'],
    ['content-length', '0'],
  ] as const;
  return { status: 403, reason: 'Forbidden', headers, body: '', delay: 1 };
}
