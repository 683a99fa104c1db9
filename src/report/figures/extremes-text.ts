import { decimal } from "../format.ts";

/** A value of a line in per cent, and where it is: "T = 3". */
export interface Placed {
  readonly mean: number;
  readonly at: string;
}

/** What a line shows, for those who do not see it: "highest 88.7 % at T = 3, lowest 86.5 % at T = 1". Of equal ones the first. */
export function extremesText(points: readonly Placed[]): string {
  const text = ({ mean, at }: Placed) => `${decimal(mean, 1)} % at ${at}`;
  const [first, ...others] = points;
  if (first === undefined) return "nothing done";
  if (others.length === 0) return text(first);
  const highest = others.reduce((best, point) => (point.mean > best.mean ? point : best), first);
  const lowest = others.reduce((worst, point) => (point.mean < worst.mean ? point : worst), first);
  return `highest ${text(highest)}, lowest ${text(lowest)}`;
}
