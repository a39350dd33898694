/** A list of unsigned numbers that grows; its array may be longer than what is filled. */
export class Numbers {
  array = new Uint32Array(1 << 10);
  size = 0;

  push(n: number): void {
    if (this.size === this.array.length) {
      const larger = new Uint32Array(2 * this.size);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.size++] = n;
  }
}

/** The same of any numbers. */
export class Floats {
  array = new Float64Array(1 << 10);
  size = 0;

  push(n: number): void {
    if (this.size === this.array.length) {
      const larger = new Float64Array(2 * this.size);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.size++] = n;
  }
}
