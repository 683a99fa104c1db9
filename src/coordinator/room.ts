/** What a job takes of the machine while it runs. */
export interface Need {
  /** Of the machine's places. */
  readonly places: number;
  /** Of its memory, by estimate. */
  readonly bytes: number;
  /** Nothing else may run beside it. */
  readonly isAlone: boolean;
}

/** The machine's places and memory, of which running jobs hold their parts. */
export interface Room {
  /** True of any job where none runs: so a job that is larger than the room runs alone, and nothing waits for ever. */
  fits(need: Need): boolean;
  enter(need: Need): void;
  leave(need: Need): void;
}

export function openRoom(places: number, bytes: number): Room {
  const free = { places, bytes };
  let running = 0;
  let alone = 0;
  return {
    fits(need) {
      if (running === 0) return true;
      return alone === 0 && !need.isAlone && need.places <= free.places && need.bytes <= free.bytes;
    },
    enter(need) {
      free.places -= need.places;
      free.bytes -= need.bytes;
      running++;
      if (need.isAlone) alone++;
    },
    leave(need) {
      free.places += need.places;
      free.bytes += need.bytes;
      running--;
      if (need.isAlone) alone--;
    },
  };
}
