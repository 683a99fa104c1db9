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

/** The `index`-th color of a list that starts again at its end. */
export function colorAt(list: readonly string[], index: number): string {
  return list[index % list.length]!;
}
