// Accuracies of good and of bad models in one picture: by the logarithm of their errors, where those span a wide range.
import { logTicks } from "./log-ticks.ts";

/** Per cent: 0 errors have no logarithm. */
export const leastError = 0.01;
const wideRange = 4;

/** For captions. */
export const accuracyAxisNote = `Where errors differ by more than a factor of ${wideRange}, heights are by their logarithm.`;

/** For a field that holds errors in per cent, of which these are all: up is better, and the labels are accuracies. */
export function accuracyAxis(errors: readonly number[]) {
  const [low, high] = [Math.min(...errors), Math.max(...errors)];
  const isWide = high / low > wideRange;
  const margin = 0.06 * (high - low) || 1;
  const domain: [number, number] = isWide
    ? [low / 1.15, Math.min(100, high * 1.15)]
    : [Math.max(0, low - margin), high + margin];
  const axis = {
    title: "test accuracy, %",
    labelExpr: "format(100 - datum.value, '.4~g')",
    ...(isWide ? { values: logTicks(domain[0], domain[1], 9) } : { tickCount: 6 }),
  };
  const scale = {
    ...(isWide ? {} : { zero: false }),
    type: isWide ? ("log" as const) : ("linear" as const),
    domain,
    nice: false,
    reverse: true,
  };
  return { type: "quantitative" as const, scale, axis };
}
