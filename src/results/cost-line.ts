import type { EngineName } from "../engine/engine.ts";

/** Time of one prediction: median and quartiles of `n` measurements. */
export interface PredictionTime {
  readonly medianMs: number;
  readonly lowerQuartileMs: number;
  readonly upperQuartileMs: number;
  readonly n: number;
}

/** A line of timings.jsonl: what predictions of one architecture cost here. One of its models was asked, in one thread. */
export interface CostLine {
  /** As `costJob` says: unique in the file. */
  readonly job: string;
  readonly kind: "measure-cost";
  readonly cells: 1;
  /** Loading and measuring. */
  readonly elapsedMs: number;
  readonly architecture: string;
  /** Of the model that was asked. */
  readonly key: string;
  /** Library and version; null for a tree, which needs none. */
  readonly engine: string | null;
  readonly cpu: string;
  readonly node: string;
  readonly oneSample: PredictionTime;
  /** Of a sample among `samples` that are predicted together. */
  readonly inBatch: PredictionTime & { readonly samples: number };
}

/** `engine`: null for a tree. */
export function costJob(architecture: string, engine: EngineName | null): string {
  return `measure-cost/${architecture}/${engine ?? "no engine"}`;
}
