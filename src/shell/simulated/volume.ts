/** What lies at a path, as the bundled file system keeps it. */
export interface VolumeEntry {
  type: 'file' | 'directory' | 'symlink';
  mode: number;
  mtime: Date;
  content?: string | Uint8Array;
}

/** Files that machines mount: what one writes, all see, and it outlives each of them. */
export class Volume {
  /** By path from the volume's own root. */
  readonly entries = new Map<string, VolumeEntry>();
}

/** Where a machine shows a volume, or a folder (or file) of it. */
export interface Mount {
  path: string;
  volume: Volume;
  /** The folder of the volume; default: all of it. */
  inside?: string;
}

interface Place {
  at: string;
  inside: string;
  entries: Map<string, VolumeEntry>;
}

/** The entries of a machine's file system, those below its mounts kept by the volumes. */
export class MountedEntries extends Map<string, VolumeEntry> {
  readonly #own: Map<string, VolumeEntry>;
  /** The deepest first: it hides what lies below it. */
  readonly #places: readonly Place[];

  constructor(own: Map<string, VolumeEntry>, mounts: readonly Mount[], now: number) {
    super();
    this.#own = own;
    this.#places = mounts
      .map(({ path, volume, inside = '/' }) => ({ at: clean(path), inside: clean(inside), entries: volume.entries }))
      .filter(({ at }) => at !== '')
      .sort((one, other) => other.at.length - one.at.length);
    for (const { inside, entries } of this.#places) makeFolders(entries, inside, now);
  }

  override get(path: string): VolumeEntry | undefined {
    const { entries, key } = this.#locate(path);
    return entries.get(key);
  }

  override has(path: string): boolean {
    const { entries, key } = this.#locate(path);
    return entries.has(key);
  }

  override set(path: string, entry: VolumeEntry): this {
    const { entries, key } = this.#locate(path);
    entries.set(key, entry);
    return this;
  }

  override delete(path: string): boolean {
    const { entries, key } = this.#locate(path);
    return entries.delete(key);
  }

  override get size(): number {
    return [...this.entries()].length;
  }

  override *entries(): MapIterator<[string, VolumeEntry]> {
    for (const [path, entry] of this.#own) if (!this.#placeOf(path)) yield [path, entry];
    for (const place of this.#places) {
      for (const [key, entry] of place.entries) {
        if (!isBelow(key, place.inside)) continue;
        const path = place.at + key.slice(place.inside.length).replace(/^\/$/, '');
        if (this.#placeOf(path) === place) yield [path, entry];
      }
    }
  }

  override *keys(): MapIterator<string> {
    for (const [path] of this.entries()) yield path;
  }

  override *values(): MapIterator<VolumeEntry> {
    for (const [, entry] of this.entries()) yield entry;
  }

  override [Symbol.iterator](): MapIterator<[string, VolumeEntry]> {
    return this.entries();
  }

  override forEach(visit: (entry: VolumeEntry, path: string, map: Map<string, VolumeEntry>) => void): void {
    for (const [path, entry] of this.entries()) visit(entry, path, this);
  }

  #locate(path: string): { entries: Map<string, VolumeEntry>; key: string } {
    const place = this.#placeOf(path);
    if (!place) return { entries: this.#own, key: path };
    return { entries: place.entries, key: place.inside + path.slice(place.at.length) || '/' };
  }

  #placeOf(path: string): Place | undefined {
    return this.#places.find(({ at }) => isBelow(path, at));
  }
}

/** Without a slash at its end, so that the root is the empty text. */
function clean(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length > 0 ? `/${parts.join('/')}` : '';
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** A folder of the volume that is not there yet comes with its first mount. */
function makeFolders(entries: Map<string, VolumeEntry>, folder: string, now: number): void {
  const parts = folder.split('/').slice(1);
  for (let count = 0; count <= parts.length; count++) {
    const path = `/${parts.slice(0, count).join('/')}`;
    if (!entries.has(path)) entries.set(path, { type: 'directory', mode: 0o755, mtime: new Date(now) });
  }
}
