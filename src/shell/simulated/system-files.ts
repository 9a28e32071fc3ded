import type { Machine } from '../types.ts';

/** The files of /etc every machine has unless it brings its own. */
export function systemFiles({ hostname, user }: Machine): Record<string, string> {
  const person = user.uid === 0 ? '' : `${user.name}:x:${user.uid}:${user.uid}::${user.home}:/bin/bash\n`;
  return {
    '/etc/hostname': `${hostname}\n`,
    '/etc/hosts': `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n127.0.1.1\t${hostname}\n`,
    '/etc/passwd': `root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n${person}`,
    '/etc/group': `root:x:0:\nnogroup:x:65534:\n${user.uid === 0 ? '' : `${user.name}:x:${user.uid}:\n`}`,
    '/etc/os-release':
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\n' +
      'VERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
  };
}
