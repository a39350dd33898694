import type { GroupTally } from './kernel-groups.ts';
import type { PersonFunnel } from './kernel-person.ts';
import { Rows } from './kernel-rows.ts';
import type { Tally } from './kernel-tally.ts';
import type { FunnelOptions } from './switches.ts';

/** Adds up attempts: a row for each, in order of people and time. */
export class AttemptTally {
  readonly rows: Rows;
  readonly #firstPerson: number;

  constructor(
    readonly options: FunnelOptions,
    readonly each: PersonFunnel,
    readonly tally: Tally,
    readonly groups: GroupTally | null,
  ) {
    this.rows = new Rows(options.steps);
    this.#firstPerson = tally.firstPerson;
  }

  /** Counted from the shard's first person. */
  count(person: number): void {
    const { each, groups, tally } = this;
    let many = 0;
    let open = false;
    each.attempts(person, null, this.options.ties, (way) => {
      const group = groups ? groups.ofAttempt(way, each.journey) : 0;
      this.rows.push(this.#firstPerson + person, group, way, each.journey.time);
      each.trend?.attempt(way, person, group);
      many++;
      open = tally.isOpen(way);
    });
    tally.flag(person, many > 0, open, each.attemptsDiffer(person));
  }
}
