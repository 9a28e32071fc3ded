/** Why a transfer failed: curl's exit code and the text after `curl: (N) `. */
export class CurlFailure extends Error {
  override readonly name = 'CurlFailure';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Error 60 comes with advice. */
export const untrustedCertificate = (problem: string) => `${problem}
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;
