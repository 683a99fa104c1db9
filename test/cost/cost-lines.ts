import { type CostLine, costJob } from "../../src/results/cost-line.ts";

const engines = {
  native: "native: tfjs-node 4.22.0, TensorFlow 2.21.0",
  portable: "portable: tfjs-backend-wasm 4.22.0",
} as const;

/** A line of fixed times: a sample alone takes `ms`, a tenth of it among 1,000. */
export function costLine(architecture: string, engine: keyof typeof engines | null, ms: number): CostLine {
  const time = (medianMs: number, n: number) => ({
    medianMs,
    lowerQuartileMs: 0.9 * medianMs,
    upperQuartileMs: 1.2 * medianMs,
    n,
  });
  return {
    job: costJob(architecture, engine),
    kind: "measure-cost",
    cells: 1,
    elapsedMs: 450,
    architecture,
    key: "0123",
    engine: engine && engines[engine],
    cpu: "AMD EPYC",
    node: "20.20.2",
    oneSample: time(ms, 180),
    inBatch: { ...time(ms / 10, 7), samples: 1000 },
  };
}
