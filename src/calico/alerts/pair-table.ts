/** Numbers pairs of small whole numbers in order of appearance. */
export class PairTable {
  /** The two parts of each pair, by its number; longer than `size`. */
  lefts = new Int32Array(64);
  rights = new Int32Array(64);
  size = 0;
  /**
   * A pair's number plus one, zero for none, at `left << shift | right`; undefined when the pairs are spread too thin
   * for that. Lookups may go here directly for parts that are reserved.
   */
  direct: Int32Array | undefined = new Int32Array(0);
  shift = 0;
  /** Open addressing, in place of `direct`: a pair's number plus one, zero for a free place. */
  #places = new Int32Array(0);
  #mask = 0;

  /** Makes room for left parts below `lefts` and right parts below `rights`. */
  reserve(lefts: number, rights: number): void {
    if (this.direct && rights <= 1 << this.shift && lefts << this.shift <= this.direct.length) return;
    const shift = Math.max(this.shift, Math.ceil(Math.log2(Math.max(2, rights))));
    const needed = lefts * 2 ** shift;
    const most = Math.min(MOST_PLACES, Math.max(FEW_PLACES, PLACES_PER_PAIR * this.size));
    if (needed <= most) this.#spread(shift, Math.min(most, 2 * needed));
    else if (this.direct) {
      this.direct = undefined;
      this.#rehash(Math.max(128, 4 * 2 ** Math.ceil(Math.log2(this.size + 1))));
    }
  }

  /** The number of a pair of reserved parts; a new one when the pair has none yet. */
  idOf(left: number, right: number): number {
    if (!this.direct) return this.#search(left, right);
    const place = (left << this.shift) | right;
    const taken = this.direct[place]!;
    if (taken !== 0) return taken - 1;
    this.direct[place] = this.size + 1;
    return this.#add(left, right);
  }

  #spread(shift: number, places: number): void {
    this.shift = shift;
    this.direct = new Int32Array(places);
    this.#places = new Int32Array(0);
    for (let id = 0; id < this.size; id++) this.direct[(this.lefts[id]! << shift) | this.rights[id]!] = id + 1;
  }

  #search(left: number, right: number): number {
    const places = this.#places;
    let place = scatter(left, right) & this.#mask;
    for (;;) {
      const taken = places[place]!;
      if (taken === 0) break;
      if (this.lefts[taken - 1] === left && this.rights[taken - 1] === right) return taken - 1;
      place = (place + 1) & this.#mask;
    }
    const id = this.#add(left, right);
    if (places.length > 2 * id) places[place] = id + 1;
    else this.#rehash(4 * places.length);
    return id;
  }

  #add(left: number, right: number): number {
    const id = this.size++;
    if (id === this.lefts.length) this.#grow();
    this.lefts[id] = left;
    this.rights[id] = right;
    return id;
  }

  #grow(): void {
    const [lefts, rights] = [new Int32Array(2 * this.lefts.length), new Int32Array(2 * this.rights.length)];
    lefts.set(this.lefts);
    rights.set(this.rights);
    this.lefts = lefts;
    this.rights = rights;
  }

  #rehash(places: number): void {
    this.#places = new Int32Array(places);
    this.#mask = places - 1;
    for (let id = 0; id < this.size; id++) {
      let place = scatter(this.lefts[id]!, this.rights[id]!) & this.#mask;
      while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
      this.#places[place] = id + 1;
    }
  }
}

/** A table of places is worth its memory while it is small, or well filled: else hashing wins. */
const FEW_PLACES = 65_536;
const PLACES_PER_PAIR = 16;
const MOST_PLACES = 4_194_304;

function scatter(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
