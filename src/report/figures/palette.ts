import { hasHardTargets } from "../../study/labels.ts";
import type { StudentSpec } from "../../study/schema.ts";

// Okabe & Ito 2008, "Color Universal Design": told apart with any colour vision. Yellow is left out: on white it is
// not seen.
export const colors = {
  orange: "#E69F00",
  skyBlue: "#56B4E9",
  green: "#009E73",
  blue: "#0072B2",
  vermilion: "#D55E00",
  purple: "#CC79A7",
  black: "#000000",
} as const;

/** For lines beside a baseline on hard labels, which is vermilion; the seventh is the first again. */
export const sequence = [
  colors.blue,
  colors.green,
  colors.purple,
  colors.skyBlue,
  colors.orange,
  colors.black,
] as const;

/** Hard labels are warm and soft labels cool in every figure; further arms take the next of their own kind. */
export const labelColors = {
  hard: [colors.vermilion, colors.orange, colors.purple],
  soft: [colors.blue, colors.green, colors.skyBlue],
} as const;

/** True labels, and everything else that is one class a sample, are warm. */
export function labelWarmth(spec: StudentSpec): keyof typeof labelColors {
  return hasHardTargets(spec) ? "hard" : "soft";
}

/** By class, as the points over decision regions have them; where there are more than four, each is labelled as well. */
export const classColors = [
  "#b06f00",
  colors.blue,
  colors.green,
  colors.purple,
  colors.skyBlue,
  colors.vermilion,
  "#332288", // the last four: Tol 2021, "Colour schemes", bright and muted
  "#999933",
  "#882255",
  "#777777",
] as const;

/** From nothing (white) to most, by even steps of lightness: ColorBrewer's YlGnBu. */
export const amountColors = [
  "#ffffff",
  "#edf8b1",
  "#c7e9b4",
  "#7fcdbb",
  "#41b6c4",
  "#1d91c0",
  "#225ea8",
  "#253494",
  "#081d58",
] as const;

/** From the largest negative number through 0 (white) to the largest positive one: ColorBrewer's PRGn. */
export const signColors = [
  "#40004b",
  "#762a83",
  "#9970ab",
  "#c2a5cf",
  "#e7d4e8",
  "#ffffff",
  "#d9f0d3",
  "#a6dba0",
  "#5aae61",
  "#1b7837",
  "#00441b",
] as const;

/** The `index`-th color of a list that starts again at its end. */
export function colorAt(list: readonly string[], index: number): string {
  return list[index % list.length]!;
}
