/** Lets at most `places` callers in at a time; the others wait in the order in which they came. */
export interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

export function gate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  return {
    async enter() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
