// The flags as the parser gives them; camel case of the long names.
import type { ExportFormat } from "../export/export-format.ts";

export interface OutputFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export interface StoreFlags {
  readonly engine: "auto" | "native" | "portable";
  readonly store: string;
  readonly results: string;
  readonly smoke?: boolean;
  readonly json?: boolean;
}

export interface PlanFlags extends StoreFlags {
  readonly workers?: number;
  /** Bytes. */
  readonly memory?: number;
  /** All of them, each with its key. */
  readonly rows?: boolean;
}

export interface RunFlags extends OutputFlags, Omit<PlanFlags, "rows"> {
  readonly fresh?: boolean;
  /** False with --no-cost. */
  readonly cost: boolean;
  readonly maxFailures?: number;
  readonly failFast?: boolean;
  readonly keepGoing?: boolean;
  readonly retries?: number;
  /** Seconds. */
  readonly jobTimeout?: number;
}

export type ExplainFlags = Omit<StoreFlags, "results">;

export interface ExportFlags extends Omit<ExplainFlags, "json"> {
  readonly format: ExportFormat;
  readonly output: string;
}

export interface InitFlags extends OutputFlags {
  readonly csv?: string;
  readonly label?: string;
}

export interface CleanFlags {
  readonly store: string;
  readonly forget?: readonly string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export interface DoctorFlags {
  readonly results: string;
  readonly store: string;
  readonly json?: boolean;
}

export interface DataFlags {
  readonly fetch?: boolean;
  readonly json?: boolean;
}

export interface CompareFlags {
  readonly json?: boolean;
}
