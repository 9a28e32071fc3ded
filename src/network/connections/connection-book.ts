import type { Clock, Timer } from '../../clock/index.ts';
import type { Connection } from '../types.ts';
import type { EventStream } from './event-stream.ts';
import type { Counts } from './packet-sizes.ts';

/** Milliseconds a 5-tuple is remembered, so that its packets sent again are no new connection. */
const REMEMBERED = 30_000;
/** Milliseconds of silence after which what has no closing handshake (an ICMP exchange, a lost packet) is over. */
const IDLE = 2_000;

export type ConnectionDetails = Omit<Connection, 'id' | 'startedAt' | 'endedAt' | keyof Counts>;

/** Numbers connections, counts their packets and tells of both. */
export class ConnectionBook {
  readonly #clock: Clock;
  readonly #events: EventStream;
  readonly #recent = new Map<string, { connection: Connection; at: number }>();
  readonly #idle = new Map<number, Timer>();
  #count = 0;

  constructor(clock: Clock, events: EventStream) {
    this.#clock = clock;
    this.#events = events;
  }

  start(details: ConnectionDetails, counts: Counts): Connection {
    // Keys are set one by one: copying them from parts is what most of a connection's making would be.
    const connection: Connection = {
      id: ++this.#count,
      startedAt: this.#clock.now(),
      protocol: details.protocol,
      source: details.source,
      destination: details.destination,
      sourcePort: details.sourcePort,
      destinationPort: details.destinationPort,
      ...(details.service ? { service: details.service } : undefined),
      ...(details.domains ? { domains: details.domains } : undefined),
      ...(details.egress ? { egress: details.egress } : undefined),
      ...(details.ingress ? { ingress: details.ingress } : undefined),
      ...(details.input === undefined ? undefined : { input: details.input }),
      bytesOut: counts.bytesOut,
      bytesIn: counts.bytesIn,
      packetsOut: counts.packetsOut,
      packetsIn: counts.packetsIn,
    };
    this.#events.emit({ kind: 'start', connection });
    return connection;
  }

  /** The same client port's connection while it lives and is judged the same, else a new one. */
  startOrResume(clientPort: number, details: ConnectionDetails, counts: Counts): Connection {
    const now = this.#clock.now();
    const key = tupleOf(clientPort, details);
    const known = this.#recent.get(key);
    if (known && now - known.at <= REMEMBERED && canResume(known.connection, details)) {
      known.at = now;
      this.count(known.connection, counts);
      return known.connection;
    }
    this.#forgetBefore(now - REMEMBERED);
    const connection = this.start(details, counts);
    this.#recent.delete(key);
    this.#recent.set(key, { connection, at: now });
    return connection;
  }

  /**
   * What was decided about a client port's packets when the first of them passed: once answered they are tracked, and
   * pass whatever the policies say by now, until there was silence for a while.
   */
  tracked(clientPort: number, end: TupleEnds): Pick<Connection, 'egress' | 'ingress'> | undefined {
    const known = this.#recent.get(tupleOf(clientPort, end));
    if (!known || this.#clock.now() - known.at > REMEMBERED) return undefined;
    const { connection } = known;
    return connection.packetsIn > 0 && !isDenied(connection) ? connection : undefined;
  }

  /** Books packets. Those of a denied connection still count after its end; others are late and lost. */
  count(connection: Connection, counts: Counts): void {
    if (counts.packetsOut === 0 && counts.packetsIn === 0) return;
    if (connection.endedAt !== undefined && !isDenied(connection)) return;
    connection.bytesOut += counts.bytesOut;
    connection.bytesIn += counts.bytesIn;
    connection.packetsOut += counts.packetsOut;
    connection.packetsIn += counts.packetsIn;
    this.#events.emit({ kind: 'traffic', connection, ...counts });
    if (this.#idle.has(connection.id)) this.endWhenIdle(connection);
  }

  end(connection: Connection): void {
    if (connection.endedAt !== undefined) return;
    this.#idle.get(connection.id)?.cancel();
    this.#idle.delete(connection.id);
    connection.endedAt = this.#clock.now();
    this.#events.emit({ kind: 'end', connection });
  }

  /** Ends the connection once it has been silent for a while. */
  endWhenIdle(connection: Connection): void {
    if (connection.endedAt !== undefined) return;
    this.#idle.get(connection.id)?.cancel();
    this.#idle.set(
      connection.id,
      this.#clock.after(IDLE, () => this.end(connection)),
    );
  }

  #forgetBefore(moment: number): void {
    for (const [key, { at }] of this.#recent) {
      if (at >= moment) return;
      this.#recent.delete(key);
    }
  }
}

type TupleEnds = Pick<Connection, 'protocol' | 'source' | 'destination' | 'destinationPort'>;

function tupleOf(clientPort: number, { protocol, source, destination, destinationPort }: TupleEnds): string {
  return `${protocol} ${source.ip} ${clientPort} ${destination.ip} ${destinationPort}`;
}

function canResume(known: Connection, details: ConnectionDetails): boolean {
  const isSame =
    known.egress?.action === details.egress?.action &&
    known.ingress?.action === details.ingress?.action &&
    known.input === details.input;
  return isSame && (known.endedAt === undefined || isDenied(known));
}

export function isDenied({ egress, ingress }: Pick<Connection, 'egress' | 'ingress'>): boolean {
  return egress?.action === 'deny' || ingress?.action === 'deny';
}
