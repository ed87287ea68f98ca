import { Column } from './column.ts';

/**
 * Which document has which term, both ways round. The forward lists are the truth; the inverted block is made from them now and then, and what
 * came since waits in small lists. A removed document stays in place until `compact`.
 */
export class Postings {
  readonly frequencies = new Column(Uint32Array);
  readonly #terms = new Column(Uint32Array);
  readonly #places = new Column(Uint16Array);
  readonly #ends = new Column(Uint32Array);
  readonly #alive = new Column(Uint8Array);
  #starts = new Uint32Array(1);
  #documents = new Uint32Array(0);
  #invertedPlaces = new Uint16Array(0);
  #fresh = new Map<number, number[]>();
  #freshCount = 0;

  get length(): number {
    return this.#ends.length;
  }

  /** Gives the number of the new document. */
  add(placesByTerm: ReadonlyMap<number, number>): number {
    const documentNo = this.#ends.length;
    for (const [term, places] of placesByTerm) {
      this.#terms.push(term);
      this.#places.push(places);
      while (this.frequencies.length <= term) this.frequencies.push(0);
      this.frequencies.values[term]! += 1;
    }
    this.#ends.push(this.#terms.length);
    this.#alive.push(1);
    this.#addFresh(documentNo, placesByTerm);
    return documentNo;
  }

  remove(documentNo: number): void {
    if (!this.isAlive(documentNo)) return;
    this.#alive.values[documentNo] = 0;
    for (let at = this.#start(documentNo); at < this.#ends.values[documentNo]!; at += 1) this.frequencies.values[this.#terms.values[at]!]! -= 1;
  }

  isAlive(documentNo: number): boolean {
    return this.#alive.values[documentNo] === 1;
  }

  /** Every live document with the term. */
  each(term: number, visit: (documentNo: number, places: number) => void): void {
    const alive = this.#alive.values;
    if (term + 1 < this.#starts.length) {
      const end = this.#starts[term + 1]!;
      for (let at = this.#starts[term]!; at < end; at += 1) {
        const documentNo = this.#documents[at]!;
        if (alive[documentNo] === 1) visit(documentNo, this.#invertedPlaces[at]!);
      }
    }
    const fresh = this.#fresh.get(term);
    if (fresh) for (let at = 0; at < fresh.length; at += 2) if (alive[fresh[at]!] === 1) visit(fresh[at]!, fresh[at + 1]!);
  }

  eachTerm(documentNo: number, visit: (term: number, places: number) => void): void {
    for (let at = this.#start(documentNo); at < this.#ends.values[documentNo]!; at += 1) visit(this.#terms.values[at]!, this.#places.values[at]!);
  }

  get bytes(): number {
    const columns = [this.frequencies, this.#terms, this.#places, this.#ends, this.#alive].reduce((sum, column) => sum + column.bytes, 0);
    // A number in a plain array takes 8 bytes, a list and its place in the map about 120.
    return columns + this.#starts.byteLength + this.#documents.byteLength + this.#invertedPlaces.byteLength + this.#freshCount * 16 + this.#fresh.size * 120;
  }

  #start(documentNo: number): number {
    return documentNo === 0 ? 0 : this.#ends.values[documentNo - 1]!;
  }

  #addFresh(documentNo: number, placesByTerm: ReadonlyMap<number, number>) {
    for (const [term, places] of placesByTerm) {
      const list = this.#fresh.get(term);
      if (list) list.push(documentNo, places);
      else this.#fresh.set(term, [documentNo, places]);
    }
    this.#freshCount += placesByTerm.size;
    if (this.#freshCount > 20_000 + this.#documents.length / 6) this.#invert();
  }

  /** One pass to count, one to fill: a counting sort of the forward lists by term. */
  #invert() {
    const slots = new Uint32Array(this.frequencies.length + 1);
    const total = this.#terms.length;
    for (let at = 0; at < total; at += 1) slots[this.#terms.values[at]! + 1]! += 1;
    for (let term = 1; term < slots.length; term += 1) slots[term]! += slots[term - 1]!;
    this.#starts = slots.slice();
    this.#documents = new Uint32Array(total);
    this.#invertedPlaces = new Uint16Array(total);
    for (let documentNo = 0, at = 0; documentNo < this.#ends.length; documentNo += 1) {
      for (const end = this.#ends.values[documentNo]!; at < end; at += 1) {
        const slot = slots[this.#terms.values[at]!]!++;
        this.#documents[slot] = documentNo;
        this.#invertedPlaces[slot] = this.#places.values[at]!;
      }
    }
    this.#fresh = new Map();
    this.#freshCount = 0;
  }
}
