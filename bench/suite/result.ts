// results/bench/<name>.json: what one bench measured, and all that the report may know of it.
import type { ChosenEngine } from "../../src/engine/available.ts";
import type { EngineName } from "../../src/engine/engine.ts";
import type { Environment } from "./environment.ts";
import type { TimeSummary } from "./summary.ts";

export const schemaVersion = 1;

export interface BenchResult {
  readonly schemaVersion: number;
  readonly name: string;
  readonly question: string;
  /** What all variants have in common; markdown. */
  readonly setting: string;
  /** ISO 8601. */
  readonly date: string;
  /** A smoke check: its numbers say nothing. */
  readonly isQuick: boolean;
  readonly environment: Environment;
  /** Those that were measured. */
  readonly engines: readonly ChosenEngine[];
  /** The unit of work of which the report also gives the number a second; null: of none. */
  readonly rateOf: string | null;
  readonly variants: readonly Variant[];
  readonly skipped: readonly Skipped[];
}

export interface VariantInfo {
  /** Told apart by it in the report; the same id may stand once for each engine. */
  readonly id: string;
  /** Markdown. */
  readonly name: string;
  /** The work that one time is of: "student-step". */
  readonly per: string;
  readonly engine: EngineName | null;
  /** TensorFlow's, in each worker or process; null where there are no tensors. */
  readonly threads: number | null;
  /** Place on the axis of a figure: lanes, workers. */
  readonly at: number | null;
}

export interface Variant extends VariantInfo {
  readonly time: TimeSummary;
  /** Of the tree, or of the largest one. */
  readonly leaves?: number;
  /** Peak of a fresh process above what it held with the data loaded. */
  readonly peakBytes?: number;
}

/** What a reader would look for and is not there. */
export interface Skipped {
  readonly what: string;
  readonly why: string;
}
