import type { NetworkProgram } from '../network/client.ts';
import { bindNslookup } from './bind.ts';
import { busyboxNslookup } from './busybox.ts';

/** nslookup: BIND's unless the machine carries busybox's. */
export const nslookup: NetworkProgram = {
  name: 'nslookup',
  run: (context, client) =>
    client.flavour('nslookup') === 'busybox' ? busyboxNslookup(context, client) : bindNslookup(context, client),
};
