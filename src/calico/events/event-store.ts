import type { Random } from '../../clock/index.ts';
import type { EventStore, StoredEvent } from '../types.ts';

/** Keeps every security event, near-identical ones included: nothing is merged (calico.md 0.4). Ids are seeded. */
export function createEventStore(random: Random): EventStore {
  const ids = random.fork('security-events');
  const events: StoredEvent[] = [];
  const listeners = new Set<(event: StoredEvent) => void>();

  return {
    append({ event, at, alert, inputs }) {
      const stored: StoredEvent = { event: { id: eventId(), ...event }, at, alert, inputs };
      events.push(stored);
      for (const listener of [...listeners]) listener(stored);
      return stored;
    },
    list: ({ alert, since } = {}) =>
      events.filter(
        (stored) => (alert === undefined || stored.alert === alert) && (since === undefined || stored.at >= since),
      ),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  /** Twenty characters of the URL-safe alphabet, the form of the ids an Elasticsearch index gives out. */
  function eventId(): string {
    return Array.from({ length: 20 }, () => ID_ALPHABET[ids.integer(ID_ALPHABET.length)]).join('');
  }
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
