import { frontend } from './frontend.ts';
import { kubelet, kubernetesApi } from './kubernetes-api.ts';
import { nginx } from './nginx.ts';
import type { Program } from './program.ts';
import { redis } from './redis.ts';
import { cloudMetadata, httpEcho, httpsRedirect, jsonStatus, website, wwwRedirect } from './websites.ts';

/** HTTP/2 SETTINGS (maximum frame size 16384): a gRPC server sends it before the client has said a word. */
const GRPC_SETTINGS = '\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00\x40\x00';

/** The programs an image table or outside table may name. Any other name accepts connections and keeps silent. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  'cloud-metadata': cloudMetadata,
  frontend,
  grpc: { banner: GRPC_SETTINGS },
  'http-echo': httpEcho,
  'https-redirect': httpsRedirect,
  json: jsonStatus,
  kubelet,
  'kubernetes-api': kubernetesApi,
  mysql: { banner: 'J\x00\x00\x00\n8.0.31\x00' },
  nginx,
  redis,
  ssh: { banner: 'SSH-2.0-OpenSSH_8.9p1 Ubuntu-3\r\n' },
  website,
  'www-redirect': wwwRedirect,
};

export function programNamed(name: string): Program {
  return PROGRAMS[name] ?? {};
}
