import type { Attempt, Server } from '../../../network/index.ts';
import type { CertificateProblem } from '../network/certificate.ts';
import type { Verbose } from './verbose.ts';

/** Size of the header before each TLS record, which curl tells of on its own. */
export const RECORD_HEADER = 5;
const VERIFIED_SIZE = 2100;
const SELF_SIGNED_SIZE = 795;
/** How an alert of a client that does not trust the issuer is called. */
const UNKNOWN_AUTHORITY = 'TLS alert, unknown CA (560)';

interface Handshake {
  host: string;
  attempt: Attempt;
  problem: CertificateProblem | undefined;
  /** `-k`: nothing is looked up in the machine's store. */
  insecure: boolean;
  /** `--cacert` in place of the machine's certificates. */
  authorities: string | undefined;
  /** Milliseconds of the clock. */
  now: number;
}

type Message = [mark: '}' | '{', text: string, bytes: number];

/** Tells of a handshake as curl 7.88 with OpenSSL does; up to the certificate when that is refused. */
export function tellHandshake(verbose: Verbose, handshake: Handshake): void {
  const { attempt, problem, insecure } = handshake;
  const isOld = attempt.server?.tlsVersion === '1.2';
  const [version, cipher] = isOld ? ['TLSv1.2', 'ECDHE-RSA-AES256-GCM-SHA384'] : ['TLSv1.3', 'TLS_AES_256_GCM_SHA384'];
  verbose.data('}', RECORD_HEADER);
  tell(verbose, 'TLSv1.3', ['}', 'TLS handshake, Client hello (1)', 512]);
  if (!insecure) {
    verbose.note(` CAfile: ${handshake.authorities ?? '/etc/ssl/certs/ca-certificates.crt'}`);
    verbose.note(` CApath: ${handshake.authorities === undefined ? '/etc/ssl/certs' : 'none'}`);
    verbose.data('{', RECORD_HEADER);
  }
  const size = problem?.code === 18 ? SELF_SIGNED_SIZE : VERIFIED_SIZE;
  tell(verbose, 'TLSv1.3', ['{', 'TLS handshake, Server hello (2)', isOld ? 108 : 122]);
  if (!isOld) tell(verbose, version!, ['{', 'TLS handshake, Encrypted Extensions (8)', 25]);
  tell(verbose, version!, ['{', 'TLS handshake, Certificate (11)', size]);
  // The issuer is judged while hands are shaken, the name when that is done.
  if (problem?.code !== undefined && !insecure) {
    tell(verbose, version!, ['}', UNKNOWN_AUTHORITY, 2]);
    return;
  }
  for (const message of isOld ? REST_OF_OLD : REST) tell(verbose, version!, message);
  verbose.note(`SSL connection using ${version} / ${cipher}`);
  verbose.note('ALPN: server accepted http/1.1');
  tellCertificate(verbose, handshake);
}

const REST: readonly Message[] = [
  ['{', 'TLS handshake, CERT verify (15)', 264],
  ['{', 'TLS handshake, Finished (20)', 52],
  ['}', 'TLS change cipher, Change cipher spec (1)', 1],
  ['}', 'TLS handshake, Finished (20)', 52],
];

const REST_OF_OLD: readonly Message[] = [
  ['{', 'TLS handshake, Server key exchange (12)', 300],
  ['{', 'TLS handshake, Server finished (14)', 4],
  ['}', 'TLS handshake, Client key exchange (16)', 37],
  ['}', 'TLS change cipher, Change cipher spec (1)', 1],
  ['}', 'TLS handshake, Finished (20)', 16],
  ['{', 'TLS handshake, Finished (20)', 16],
];

/** The tickets a TLS 1.3 server hands out come with its first answer. */
export function tellTickets(verbose: Verbose, server: Server | undefined): void {
  verbose.data('{', RECORD_HEADER);
  if (server?.tlsVersion === '1.2') return;
  for (let ticket = 0; ticket < 2; ticket++) {
    tell(verbose, 'TLSv1.3', ['{', 'TLS handshake, Newsession Ticket (4)', 265]);
  }
  verbose.note('old SSL session ID is stale, removing');
  verbose.data('{', RECORD_HEADER);
}

function tell(verbose: Verbose, version: string, [mark, text, bytes]: Message): void {
  verbose.note(`${version} (${mark === '}' ? 'OUT' : 'IN'}), ${text}:`);
  verbose.data(mark, bytes);
}

function tellCertificate(verbose: Verbose, { host, attempt, problem, insecure, now }: Handshake): void {
  const { subject, issuer } = namesOf(host, attempt, problem);
  const year = new Date(now).getUTCFullYear();
  verbose.note('Server certificate:');
  verbose.note(` subject: ${subject}`);
  verbose.note(` start date: ${certificateDate(Date.UTC(year, 0, 1))}`);
  verbose.note(` expire date: ${certificateDate(Date.UTC(year + 1, 0, 1))}`);
  const isOtherName = problem !== undefined && problem.code === undefined;
  if (isOtherName && !insecure) {
    verbose.note(` subjectAltName does not match ${host}`);
    return;
  }
  if (!problem) verbose.note(` subjectAltName: host "${host}" matched cert's "${host}"`);
  verbose.note(` issuer: ${issuer}`);
  verbose.note(
    problem?.code === undefined
      ? ' SSL certificate verify ok.'
      : ` SSL certificate verify result: ${problem.text} (${problem.code}), continuing anyway.`,
  );
}

/** A certificate of a server's own is issued by itself. */
function namesOf(host: string, { server, connection }: Attempt, problem: CertificateProblem | undefined) {
  if (server?.certificate) return { subject: 'CN=kube-apiserver', issuer: 'CN=kubernetes' };
  if (problem?.code !== 18) return { subject: `CN=${host}`, issuer: 'C=US; O=Simulated Trust Services; CN=STS CA 1' };
  const subject = server?.subject ?? `CN=${connection?.destination.name ?? host}`;
  return { subject, issuer: subject };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jan  1 00:00:00 2026 GMT` */
function certificateDate(time: number): string {
  const date = new Date(time);
  const clock = date.toISOString().slice(11, 19);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${clock} ${date.getUTCFullYear()} GMT`;
}
