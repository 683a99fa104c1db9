import { type Verdict, withoutVerdict } from "./comparison.ts";
import { named } from "./named.ts";

/** In the order in which they are told. */
const groups: readonly {
  readonly verdicts: readonly Verdict[];
  readonly one: string;
  readonly many: string;
}[] = [
  { verdicts: ["gain"], one: "is a gain", many: "are gains" },
  { verdicts: ["loss"], one: "is a loss", many: "are losses" },
  { verdicts: ["none"], one: "finds no difference", many: "find no difference" },
  {
    verdicts: ["uncorrected"],
    one: "has an interval that excludes 0, but no claim after the correction",
    many: "have intervals that exclude 0, but no claim after the correction",
  },
  {
    verdicts: withoutVerdict,
    one: "has too few seeds, or no spread, for a claim",
    many: "have too few seeds, or no spread, for a claim",
  },
];

/** "2 are gains (A, B), 5 find no difference (C, D, E and 2 more)": of each verdict how many, and at most `most` names that are not empty. */
export function verdictCounts(
  tested: readonly { readonly verdict: Verdict; readonly name: string }[],
  most: number,
): string {
  return groups
    .flatMap(({ verdicts, one, many }) => {
      const ofGroup = tested.filter(({ verdict }) => verdicts.includes(verdict));
      if (ofGroup.length === 0) return [];
      const names = ofGroup.map(({ name }) => name).filter((name) => name !== "");
      const count = `${ofGroup.length} ${ofGroup.length === 1 ? one : many}`;
      return [names.length === 0 ? count : `${count} (${named(names, most)})`];
    })
    .join(", ");
}
