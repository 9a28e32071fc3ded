/** Numbers pairs of small whole numbers in order of appearance. */
export class PairTable {
  /** The two parts of each pair, by its number; longer than `size`. */
  lefts = new Int32Array(64);
  rights = new Int32Array(64);
  size = 0;
  /** Open addressing: a pair's number plus one, zero for a free place. */
  #places = new Int32Array(128);
  #mask = 127;

  /** The number of a pair; a new one when the pair has none yet. */
  idOf(left: number, right: number): number {
    const places = this.#places;
    let place = scatter(left, right) & this.#mask;
    for (;;) {
      const taken = places[place]!;
      if (taken === 0) return this.#add(left, right, place);
      if (this.lefts[taken - 1] === left && this.rights[taken - 1] === right) return taken - 1;
      place = (place + 1) & this.#mask;
    }
  }

  #add(left: number, right: number, place: number): number {
    const id = this.size++;
    if (id === this.lefts.length) this.#grow();
    this.lefts[id] = left;
    this.rights[id] = right;
    if (this.#places.length > 2 * id) this.#places[place] = id + 1;
    else this.#rehash();
    return id;
  }

  #grow(): void {
    const [lefts, rights] = [new Int32Array(2 * this.lefts.length), new Int32Array(2 * this.rights.length)];
    lefts.set(this.lefts);
    rights.set(this.rights);
    this.lefts = lefts;
    this.rights = rights;
  }

  #rehash(): void {
    this.#places = new Int32Array(4 * this.#places.length);
    this.#mask = this.#places.length - 1;
    for (let id = 0; id < this.size; id++) {
      let place = scatter(this.lefts[id]!, this.rights[id]!) & this.#mask;
      while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
      this.#places[place] = id + 1;
    }
  }
}

function scatter(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
