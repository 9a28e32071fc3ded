import { frontend } from './frontend.ts';
import { kubelet, kubernetesApi } from './kubernetes-api.ts';
import { nginx } from './nginx.ts';
import type { Program, ServerPlace } from './program.ts';
import { redis } from './redis.ts';
import { echoServer, httpd, metrics, multitool, okText } from './small-servers.ts';
import { cloudMetadata, httpEcho, httpsRedirect, jsonStatus, website, websiteWith, wwwRedirect } from './websites.ts';

/** HTTP/2 SETTINGS (maximum frame size 16384): a gRPC server sends it before the client has said a word. */
const GRPC_SETTINGS = '\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00\x40\x00';

/** A greeting of protocol version 10: it names the server's version. */
const MYSQL_GREETING = '\x4a\x00\x00\x00\x0a8.0.31\x00';

type ProgramMaker = (place: ServerPlace) => Program;

/** The programs an image table or outside table may name. Any other name accepts connections and keeps silent. */
const PROGRAMS: Readonly<Record<string, ProgramMaker>> = {
  'anomaly-detection': () => okText,
  'cloud-metadata': () => cloudMetadata,
  'coredns-health': () => okText,
  echoserver: ({ at }) => echoServer(at),
  frontend: (place) => frontend(place),
  grpc: () => ({ banner: GRPC_SETTINGS }),
  'http-echo': () => httpEcho,
  httpd: () => httpd,
  json: () => jsonStatus,
  kubelet: () => kubelet,
  'kubernetes-api': () => kubernetesApi,
  metrics: () => metrics,
  multitool: ({ at }) => multitool(at),
  mysql: () => ({ banner: MYSQL_GREETING }),
  nginx: () => nginx,
  redis: () => redis,
  ssh: () => ({ banner: 'SSH-2.0-OpenSSH_8.9p1 Ubuntu-3\r\n' }),
  web: ({ tls, pages }) => (tls ? websiteWith(pages) : httpsRedirect),
  website: () => website,
  'www-redirect': () => wwwRedirect,
};

/** The program of that name as it runs at a place. */
export function programNamed(name: string, place: ServerPlace): Program {
  return PROGRAMS[name]?.(place) ?? {};
}
