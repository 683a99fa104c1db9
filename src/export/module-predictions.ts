import { pathToFileURL } from "node:url";
import type { ExportData } from "./export-data.ts";
import { testBatches } from "./test-batches.ts";

/** The class that an exported module gives each test sample. */
export async function modulePredictions(path: string, data: ExportData, scale: number): Promise<number[]> {
  const { predict } = (await import(pathToFileURL(path).href)) as {
    predict(features: ArrayLike<number>): number;
  };
  return Array.from(testBatches(data, scale, 1), ({ features }) => predict(features));
}
