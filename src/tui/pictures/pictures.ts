import { screenTexts as texts } from '../../texts/index.ts';
import type { ColorDepth } from '../../theme/index.ts';
import { lineWidth, toWidth } from '../text/cells.ts';
import { decodePicture, PictureError } from './decode-picture.ts';
import { halfBlocks } from './half-blocks.ts';
import type { Picture } from './picture.ts';

export interface PicturesOptions {
  /** A file of the track; undefined when it is not there. Throws for a link that leads out of the track. */
  read(path: string): Uint8Array | undefined;
  depth: ColorDepth;
  /** A picture has been decoded: what was laid out without it is old. */
  onReady(): void;
}

/** A file of a track as a picture, and its bytes as they lie there. */
export interface LoadedPicture {
  picture: Picture;
  bytes: Uint8Array;
}

type Entry = { state: 'loading' } | ({ state: 'ready' } & LoadedPicture) | { state: 'missing'; why: string };

/** Rows a picture in a text takes at most. */
const MOST_ROWS = 16;

/** The pictures of a track: read and decoded when first asked for, kept as lines per width. */
export class Pictures {
  readonly #options: PicturesOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #lines = new Map<string, readonly string[]>();

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  get depth(): ColorDepth {
    return this.#options.depth;
  }

  /** How often something has been decoded: layouts of an earlier count are old. */
  version = 0;

  /** Lines to show below a picture's words: the picture, or in a sentence why there is none. */
  lines(path: string | undefined, target: string, width: number): readonly string[] {
    const entry = this.#entry(path, target);
    if (entry.state === 'loading') return [];
    if (entry.state === 'missing') return [entry.why];
    if (this.#options.depth === 'none') return [];
    const key = `${width} ${path}`;
    const kept =
      this.#lines.get(key) ??
      halfBlocks(entry.picture, Math.min(width, entry.picture.width), MOST_ROWS, this.#options.depth);
    this.#lines.set(key, kept);
    return kept;
  }

  /** The picture itself once it is decoded. */
  loaded(path: string | undefined): LoadedPicture | undefined {
    const entry = path === undefined ? undefined : this.#entries.get(path);
    return entry?.state === 'ready' ? entry : undefined;
  }

  #entry(path: string | undefined, target: string): Entry {
    if (path === undefined) return { state: 'missing', why: whyNotRead(target) };
    const known = this.#entries.get(path);
    if (known) return known;
    const loading: Entry = { state: 'loading' };
    this.#entries.set(path, loading);
    void this.#load(path).then((entry) => {
      this.#entries.set(path, entry);
      this.version += 1;
      this.#options.onReady();
    });
    return loading;
  }

  async #load(path: string): Promise<Entry> {
    try {
      const bytes = this.#options.read(path);
      if (!bytes) return { state: 'missing', why: texts.pictureMissing(path) };
      return { state: 'ready', picture: await decodePicture(bytes), bytes };
    } catch (error) {
      const why = error instanceof PictureError ? error.message : texts.pictureUnreadable;
      return { state: 'missing', why: texts.pictureRefused(path, why) };
    }
  }
}

/** A picture written into its own address (`data:`) has no end. */
const LONGEST_ADDRESS = 48;

function whyNotRead(target: string): string {
  return /^[a-z][\w+.-]*:/i.test(target)
    ? texts.pictureElsewhere(toWidth(target, Math.min(lineWidth(target), LONGEST_ADDRESS)))
    : texts.pictureOutside(target);
}
