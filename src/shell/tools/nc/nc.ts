import type { ToolContext } from '../../types.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { busyboxNc } from './busybox.ts';
import { ncat } from './ncat.ts';
import { openbsdNc } from './openbsd.ts';
import { traditionalNc } from './traditional.ts';

type Netcat = (context: ToolContext, client: NetworkClient) => Promise<number>;

const FLAVOURS: Readonly<Record<string, Netcat>> = {
  busybox: busyboxNc,
  ncat,
  openbsd: openbsdNc,
  traditional: traditionalNc,
};

/** nc: OpenBSD's unless the machine carries another; `ncat` is always Ncat. */
export const nc: NetworkProgram = {
  name: 'nc',
  aliases: ['netcat', 'ncat'],
  run: (context, client) => {
    const flavour = context.name === 'ncat' ? 'ncat' : (client.flavour('nc') ?? 'openbsd');
    return (FLAVOURS[flavour] ?? openbsdNc)(context, client);
  },
};
