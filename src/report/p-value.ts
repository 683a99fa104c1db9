import { none } from "./format.ts";

/** "0.012", "< 0.001"; one just below 0.05 keeps a digit more, so that the side on which it lies can be seen. */
export function pText(p: number): string {
  if (Number.isNaN(p)) return none;
  if (p < 0.001) return "< 0.001";
  const text = p.toFixed(3);
  return p < 0.05 && text === "0.050" ? (Math.floor(p * 1e4) / 1e4).toFixed(4) : text;
}
