import type { Attempt } from '../../../network/index.ts';
import { isIPv4 } from './address.ts';

/** Why a client does not trust a certificate. */
export interface CertificateProblem {
  /** OpenSSL's verify result; absent where the certificate is good and for another name. */
  readonly code?: number;
  /** As OpenSSL and curl say it. */
  readonly text: string;
  /** As wget says it. */
  readonly wget: string;
}

const SELF_SIGNED: CertificateProblem = {
  code: 18,
  text: 'self-signed certificate',
  wget: '  Self-signed certificate encountered.',
};
const UNKNOWN_ISSUER: CertificateProblem = {
  code: 20,
  text: 'unable to get local issuer certificate',
  wget: "  Unable to locally verify the issuer's authority.",
};

/**
 * Undefined: the client trusts the server. `trusted` is the text of the certificates it was told to trust in the place
 * of the machine's. Servers outside have certificates a machine trusts, for their names only;
 * the API server's is signed by the cluster's own authority, others in a cluster sign their own.
 */
export function certificateProblem(
  host: string,
  { server, connection }: Attempt,
  trusted?: string,
): CertificateProblem | undefined {
  if (server?.program === 'kubernetes-api') {
    const { authority, names } = server.certificate ?? {};
    if (!authority || !trusted?.includes(authority.trim())) return UNKNOWN_ISSUER;
    return names?.includes(host) ? undefined : otherName(host);
  }
  const isOutside = connection !== undefined && connection.destination.node === undefined;
  if (!isOutside) return SELF_SIGNED;
  if (trusted !== undefined) return UNKNOWN_ISSUER;
  return isIPv4(host) ? otherName(host) : undefined;
}

function otherName(host: string): CertificateProblem {
  return {
    text: `no alternative certificate subject name matches target host name '${host}'`,
    wget: `no certificate subject alternative name matches\n\trequested host name '${host}'.`,
  };
}
