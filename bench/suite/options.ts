import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packageRoot } from "../../src/package-root.ts";

export interface BenchOptions {
  /** Tiny: does it run at all? */
  readonly isQuick: boolean;
  readonly resultsFolder: string;
  readonly names: readonly string[];
}

/** A quick check goes to a folder of its own, so that it never takes the place of a measurement. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: { type: "boolean", default: false }, results: { type: "string" } },
  });
  const usual = join(packageRoot(), "results", values.quick ? "bench-smoke" : "bench");
  return { isQuick: values.quick, resultsFolder: resolve(values.results ?? usual), names: positionals };
}
