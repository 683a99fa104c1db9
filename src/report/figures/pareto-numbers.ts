// The numbers of named points, beside their points and clear of each other.
import type { CostScale } from "./cost-axis.ts";

export interface Numbered {
  /** Of the point, on the axes. */
  readonly cost: number;
  readonly error: number;
  readonly text: string;
}

export interface Sided extends Numbered {
  readonly isAbove: boolean;
}

/** Pixels that a number takes. */
const numberWidth = 16;

/** In the order of the costs: a number goes above its point, or below it where the one before is near and above. */
export function sided(
  numbers: readonly Numbered[],
  { domain: [low, high] }: CostScale,
  width: number,
): Sided[] {
  const left = ({ cost }: Numbered) => (width * Math.log(cost / low)) / Math.log(high / low);
  const placed: Sided[] = [];
  for (const number of numbers) {
    const before = placed.at(-1);
    const isNear = before !== undefined && left(number) - left(before) < numberWidth;
    placed.push({ ...number, isAbove: !(isNear && before.isAbove) });
  }
  return placed;
}

/** On a white edge that keeps them readable. */
export function numberLayers<X extends object, Y extends object>(numbers: readonly Sided[], x: X, y: Y) {
  return [true, false].flatMap((isAbove) => {
    const [dx, dy] = isAbove ? [-8, -9] : [8, 10];
    const layer = (edge: object) => ({
      data: { values: numbers.filter((number) => number.isAbove === isAbove) },
      mark: { type: "text" as const, dx, dy, fontSize: 12, fontWeight: "bold" as const, ...edge },
      encoding: { x, y: { field: "error", ...y }, text: { field: "text", type: "nominal" as const } },
    });
    return [layer({ stroke: "#ffffff", strokeWidth: 4 }), layer({})];
  });
}
