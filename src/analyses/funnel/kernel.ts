import { peopleIn } from '#log/shard.ts';
import type { Kernel } from '../kind.ts';
import { QuickFunnel } from './kernel-quick.ts';
import { PersonFunnel } from './kernel-person.ts';
import { Tally, type FunnelPartial } from './kernel-tally.ts';
import type { FunnelOptions } from './switches.ts';

/** Events between two breaths. */
const BLOCK = 1 << 16;

export const kernel: Kernel<FunnelOptions, FunnelPartial> = {
  *run(input, options) {
    const { personStart } = input.shard;
    const people = peopleIn(input.shard);
    const tally = new Tally(input, options);
    const each = new PersonFunnel(input, options);
    const quick = QuickFunnel.of(input, options, each, tally);
    for (let person = 0; person < people;) {
      const first = person;
      const stop = personStart[first]! + BLOCK;
      do person++;
      while (person < people && personStart[person]! < stop);
      if (quick) quick.block(first, person);
      else
        for (let p = first; p < person; p++) {
          each.solve(p);
          tally.count(p, each.way, each.journey.time, each.decidedByTies);
        }
      yield;
    }
    return tally.done(each.trend && each.trend.done());
  },

  merge(left, right) {
    return {
      firstPerson: left.firstPerson,
      units: left.units + right.units,
      open: left.open + right.open,
      decidedByTies: left.decidedByTies + right.decidedByTies,
      depth: joined(Uint8Array, left.depth, right.depth),
      flags: joined(Uint8Array, left.flags, right.flags),
      times: left.times.map((list, k) => joined(Float64Array, list, right.times[k]!)),
      filled: left.filled && left.filled.map((list, k) => joined(Uint8Array, list, right.filled![k]!)),
      trend: left.trend && {
        of: left.trend.of,
        person: joined(Uint32Array, left.trend.person, right.trend!.person),
        group: joined(Uint32Array, left.trend.group, right.trend!.group),
        startMs: joined(Float64Array, left.trend.startMs, right.trend!.startMs),
        converted: joined(Uint8Array, left.trend.converted, right.trend!.converted),
      },
    };
  },
};

function joined<T extends Uint8Array | Uint32Array | Float64Array>(
  Type: new (length: number) => T,
  left: T,
  right: T,
): T {
  const out = new Type(left.length + right.length);
  out.set(left);
  out.set(right, left.length);
  return out;
}
