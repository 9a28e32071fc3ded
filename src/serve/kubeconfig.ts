export interface KubeconfigEntry {
  /** Name of the cluster, the user and the context. */
  name: string;
  /** `https://127.0.0.1:PORT` */
  server: string;
  /** PEM of the certificate to trust. */
  certificate: string;
  token: string;
}

/** A kubeconfig with one context, as kubectl and client libraries read it. */
export function kubeconfig({ name, server, certificate, token }: KubeconfigEntry): string {
  const trusted = Buffer.from(certificate).toString('base64');
  return `apiVersion: v1
kind: Config
clusters:
- name: ${JSON.stringify(name)}
  cluster:
    server: ${JSON.stringify(server)}
    certificate-authority-data: ${trusted}
users:
- name: ${JSON.stringify(name)}
  user:
    token: ${JSON.stringify(token)}
contexts:
- name: ${JSON.stringify(name)}
  context:
    cluster: ${JSON.stringify(name)}
    user: ${JSON.stringify(name)}
current-context: ${JSON.stringify(name)}
`;
}
