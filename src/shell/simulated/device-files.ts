import { InMemoryFs } from './just-bash.ts';
import { type Mount, MountedEntries, type VolumeEntry } from './volume.ts';

/** As much of an endless device as one read gives. */
const DEVICE_BYTES = 65_536;

/** Files in memory, with the devices that never run dry: zeros, and bytes of the lab's seeded chance. */
export class DeviceFiles extends InMemoryFs {
  readonly #random: { integer(limit: number): number };

  constructor(random: { integer(limit: number): number }) {
    super();
    this.#random = random;
  }

  /** Shows volumes from now on; what lay at their places is hidden. */
  mount(mounts: readonly Mount[], now: number): void {
    const holder = this as unknown as { data: Map<string, VolumeEntry> };
    for (const { path } of mounts) this.mkdirSync(path, { recursive: true });
    holder.data = new MountedEntries(holder.data, mounts, now);
  }

  override async readFileBuffer(path: string): Promise<Uint8Array> {
    if (path === '/dev/zero') return new Uint8Array(DEVICE_BYTES);
    if (path !== '/dev/urandom' && path !== '/dev/random') return super.readFileBuffer(path);
    return Uint8Array.from({ length: DEVICE_BYTES }, () => this.#random.integer(256));
  }
}
