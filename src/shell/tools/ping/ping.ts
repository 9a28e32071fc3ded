import type { NetworkProgram } from '../network/client.ts';
import { busyboxPing } from './busybox.ts';
import { iputilsPing } from './iputils.ts';

/** ping: iputils unless the machine carries busybox's. */
export const ping: NetworkProgram = {
  name: 'ping',
  aliases: ['ping6'],
  run: (context, client) =>
    client.flavour('ping') === 'busybox' ? busyboxPing(context, client) : iputilsPing(context, client),
};
