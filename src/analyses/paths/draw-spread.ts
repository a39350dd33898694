/** Something on a line that would like to lie somewhere. */
export interface Wish {
  at: number;
  /** How much it matters that it lies there. */
  weight: number;
  /** What it takes to either side of where it lies. */
  before: number;
  after: number;
}

/**
 * Where things lie that may neither overlap nor change their order, nor leave `from`..`to`, as near as can be (in the
 * least squares) to where they would like to. Where they need more than that they begin at `from` and go beyond `to`.
 */
export function spread(wishes: readonly Wish[], from: number, to: number): number[] {
  const offsets: number[] = [];
  wishes.forEach(({ before }, i) => {
    offsets.push(i === 0 ? before : offsets[i - 1]! + wishes[i - 1]!.after + before);
  });
  const needed = wishes.length === 0 ? 0 : offsets.at(-1)! + wishes.at(-1)!.after;
  const most = Math.max(from, to - needed);
  // with what they take left out, they may only not go back: neighbours that would are put together at their mean
  const blocks: { sum: number; weight: number; size: number }[] = [];
  wishes.forEach(({ at, weight }, i) => {
    let block = { sum: (at - offsets[i]!) * weight, weight, size: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.weight >= block.sum / block.weight; last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, size: last.size + block.size };
      blocks.pop();
    }
    blocks.push(block);
  });
  const places = blocks.flatMap(({ sum, weight, size }) =>
    Array<number>(size).fill(Math.min(most, Math.max(from, sum / weight))),
  );
  return places.map((place, i) => place + offsets[i]!);
}
