// A bench as it could have been measured, with round numbers.
import { type BenchResult, schemaVersion, type Variant } from "../../../bench/suite/result.ts";

export function benchResult(change: Partial<BenchResult>): BenchResult {
  return {
    schemaVersion,
    name: "report",
    question: "How long does it take?",
    setting: "Of one thing.",
    date: "2026-11-24T12:00:00.000Z",
    isQuick: false,
    environment: {
      node: "20.20.2",
      platform: "linux x64",
      cpu: "Some CPU",
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
    },
    engines: [],
    rateOf: null,
    variants: [],
    skipped: [],
    ...change,
  };
}

/** Spread: one per cent to each side, unless it is given. */
export function variant(change: Omit<Partial<Variant>, "time">, medianMs: number, spread = 0.01): Variant {
  return {
    id: "one",
    name: "one",
    per: "step",
    engine: null,
    threads: null,
    at: null,
    ...change,
    time: {
      medianMs,
      madMs: (medianMs * spread) / 2,
      p10Ms: medianMs * (1 - spread),
      p90Ms: medianMs * (1 + spread),
      n: 9,
    },
  };
}

export const native = { name: "native", id: "native: tfjs-node 4.22.0, TensorFlow 2.21.0" } as const;
