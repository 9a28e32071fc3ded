/** A network interface as `ip` shows it. */
export interface Link {
  index: number;
  name: string;
  /** With the peer's index. */
  shown: string;
  flags: string;
  mtu: number;
  state: string;
  kind: string;
  mac: string;
  broadcast: string;
  peer: string;
  inet: string;
  /** The broadcast address of its block, where there is one. */
  brd?: string;
  inet6: string;
  scope: string;
}
