import { quantile } from "../numeric/quantile.ts";
import type { PredictionTime } from "../results/cost-line.ts";

/** Measured so long. A slow prediction is measured `fewest` times, unless that takes longer than `longestMs`. */
const budgetMs = 200;
const fewest = 3;
const longestMs = 2000;
const warmUpMs = 20;

/**
 * Of predictions of `samples` samples, the time of one sample. A measurement is the mean of as many predictions as fill a
 * millisecond, which the clock tells well. `clock`: milliseconds.
 */
export function predictionTime(predict: () => void, samples: number, clock: () => number): PredictionTime {
  const calls = callsOfAMillisecond(predict, clock);
  const times: number[] = [];
  const started = clock();
  for (let spentMs = 0; isTooFew(times.length, spentMs); spentMs = clock() - started) {
    const before = clock();
    for (let call = 0; call < calls; call++) predict();
    times.push((clock() - before) / calls / samples);
  }
  return {
    medianMs: quantile(times, 0.5),
    lowerQuartileMs: quantile(times, 0.25),
    upperQuartileMs: quantile(times, 0.75),
    n: times.length,
  };
}

function isTooFew(count: number, spentMs: number): boolean {
  return spentMs < budgetMs || (count < fewest && spentMs < longestMs);
}

/** Also warms up: the first predictions compile code and fill caches. */
function callsOfAMillisecond(predict: () => void, clock: () => number): number {
  const started = clock();
  let calls = 0;
  let spentMs = 0;
  while (spentMs < warmUpMs) {
    predict();
    calls++;
    spentMs = clock() - started;
  }
  return Math.max(1, Math.floor(calls / spentMs));
}
