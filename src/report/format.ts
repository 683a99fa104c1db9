// How a number is written in a report: one place, so that one kind of number looks the same everywhere.
import { mean } from "../numeric/mean.ts";
import { standardDeviation } from "../numeric/standard-deviation.ts";
import type { Interval } from "../numeric/t-interval.ts";

/** What stands where there is no number. */
export const none = "–";

/** Fixed decimals, thousands apart, a typographic minus; NaN is `none`. */
export function decimal(value: number, digits: number): string {
  if (!Number.isFinite(value)) return none;
  const [whole = "", fraction] = Math.abs(value).toFixed(digits).split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && showsNonzero(text) ? `−${text}` : text;
}

/** A share of 1 as per cent, without the sign: 0.934 is "93.4". */
export function percent(share: number): string {
  return decimal(100 * share, 1);
}

/** A difference of shares in points, always with its sign: "+2.4", "−0.3". */
export function points(difference: number): string {
  return signedPoints(difference, 1);
}

function signedPoints(difference: number, digits: number): string {
  const text = decimal(100 * difference, digits);
  return difference > 0 && showsNonzero(text) ? `+${text}` : text;
}

function showsNonzero(text: string): boolean {
  return /[1-9]/.test(text);
}

/** With the fewest decimals, from `least` to `most`, that show on which side of 0 it is; with `least` where none does. */
export function sidedDecimal(value: number, least: number, most: number): string {
  for (let digits = least; digits <= most; digits++) {
    if (showsNonzero(decimal(value, digits))) return decimal(value, digits);
  }
  return decimal(value, least);
}

/**
 * A difference of shares and its interval in points, "+2.4" and "1.1 to 3.7", with one number of decimals: the fewest, four at
 * most, with which both ends show on which side of 0 they are, and different ends differ.
 */
export function pointsWithInterval({ mean, low, high }: Interval & { readonly mean: number }) {
  const digits = [1, 2, 3, 4].find((count) => areTold([100 * low, 100 * high], count)) ?? 4;
  const [from, to] = [low, high].map((share) => decimal(100 * share, digits));
  return { size: signedPoints(mean, digits), interval: `${from} to ${to}` };
}

function areTold(ends: readonly number[], digits: number): boolean {
  const [from, to] = ends.map((end) => decimal(end, digits));
  const haveSides = ends.every((end) => end === 0 || showsNonzero(decimal(end, digits)));
  return haveSides && (from !== to || ends[0] === ends[1]);
}

/** `mean ± sd`; the mean alone where one value tells no spread. */
export function spread(values: readonly number[], digits = 1, sdDigits = digits): string {
  const sd = standardDeviation(values);
  const center = decimal(mean(values), digits);
  return Number.isNaN(sd) ? center : `${center} ± ${decimal(sd, sdDigits)}`;
}

/** Shares of 1 as per cent, `mean ± sd`; an sd below a tenth keeps a second decimal. */
export function percentSpread(shares: readonly number[]): string {
  const values = shares.map((share) => 100 * share);
  const sd = standardDeviation(values);
  return spread(values, 1, sd >= 0.005 && sd < 0.095 ? 2 : 1);
}

/** A share that was set, in percent, with the digits that it was written with: 0.01 is "1", 0.125 is "12.5". */
export function shareSetting(share: number): string {
  return String(Number((100 * share).toPrecision(12)));
}

/** A setting as it was written in the study: 0.001, 1e-7, 128. */
export function setting(value: number): string {
  return String(value);
}

/** "1 seed", "5 seeds". */
export function counted(count: number, noun: string): string {
  return `${decimal(count, 0)} ${noun}${count === 1 ? "" : "s"}`;
}
