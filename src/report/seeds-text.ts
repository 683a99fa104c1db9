import { counted } from "./format.ts";

/** "5 seeds"; "3 to 5 seeds" where not everything that a figure shows has done the same number. */
export function seedsText(counts: readonly number[]): string {
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  return fewest === most ? counted(most, "seed") : `${fewest} to ${counted(most, "seed")}`;
}
