import { peopleIn, type KernelInput } from '#log/shard.ts';
import type { Kernel } from '../kind.ts';
import { assign } from './kernel-any.ts';
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
          tally.count(p, each.way, each.decidedByTies);
        }
      yield;
    }
    return tally.done();
  },

  merge(left, right) {
    const seconds = left.seconds.map((list, k) => joined(Float64Array, list, right.seconds[k]!));
    return {
      firstPerson: left.firstPerson,
      units: left.units + right.units,
      open: left.open + right.open,
      decidedByTies: left.decidedByTies + right.decidedByTies,
      depth: joined(Uint8Array, left.depth, right.depth),
      flags: joined(Uint8Array, left.flags, right.flags),
      seconds,
    };
  },
};

function joined<T extends Uint8Array | Float64Array>(Type: new (length: number) => T, left: T, right: T): T {
  const out = new Type(left.length + right.length);
  out.set(left);
  out.set(right, left.length);
  return out;
}

/** The moments that filled the steps of one person, counted from the shard's first, in order of reaching them. */
export function momentsOf(
  input: KernelInput,
  options: FunnelOptions,
  person: number,
): { timeMs: number; step: number }[] {
  const each = new PersonFunnel(input, options);
  each.solve(person);
  const { journey, way } = each;
  const events = [...way.event.subarray(0, way.depth)];
  const steps = options.order === 'any' ? assign(journey, events, options.reuse) : events.map((_, k) => k);
  return events.map((event, k) => ({ timeMs: journey.time[event]!, step: steps[k]! }));
}
