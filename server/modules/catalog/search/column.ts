type Numbers = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Numbers that grow at the end. Read `values` anew after a push: it may be another array then. */
export class Column<Values extends Numbers> {
  values: Values;
  length = 0;
  readonly #make: new (length: number) => Values;

  constructor(make: new (length: number) => Values) {
    this.#make = make;
    this.values = new make(64);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new this.#make(Math.ceil(this.length * 1.5));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  get bytes(): number {
    return this.values.byteLength;
  }
}
