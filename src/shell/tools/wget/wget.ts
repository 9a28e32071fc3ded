import type { NetworkProgram } from '../network/client.ts';
import { busyboxWget } from './busybox.ts';
import { gnuWget } from './gnu.ts';

/** wget: GNU's unless the machine carries busybox's. */
export const wget: NetworkProgram = {
  name: 'wget',
  run: (context, client) =>
    client.flavour('wget') === 'busybox' ? busyboxWget(context, client) : gnuWget(context, client),
};
