/**
 * An image's name in full, as the container runtime knows it.
 *
 * @example
 * imageReference('nginx'); // 'docker.io/library/nginx:latest'
 */
export function imageReference(image: string): string {
  const [, repository, version = ':latest'] = /^(.+?)((?::[^:/@]+)?(?:@.+)?)$/.exec(image)!;
  const parts = repository!.split('/');
  const hasRegistry = parts.length > 1 && /[.:]|^localhost$/.test(parts[0]!);
  const full = hasRegistry
    ? repository
    : parts.length > 1
      ? `docker.io/${repository}`
      : `docker.io/library/${repository}`;
  return `${full}${version || ':latest'}`;
}
