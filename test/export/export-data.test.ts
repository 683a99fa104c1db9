import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/load.ts";
import { exportData } from "../../src/export/export-data.ts";
import { datasetSchema } from "../../src/study/schema.ts";
import { bytesOf, numpyBytes } from "../formats/numpy-bytes.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-export-data-"));
  const features = Float64Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 500 + at : -3 + at / 1000));
  const labels = BigInt64Array.from({ length: 10 }, (_, row) => BigInt(row % 2));
  await writeFile(join(folder, "x.npy"), numpyBytes("'<f8'", "(10, 2)", bytesOf(features)));
  await writeFile(join(folder, "y.npy"), numpyBytes("'<i8'", "(10,)", bytesOf(labels)));
});
afterAll(() => rm(folder, { recursive: true }));

describe("exportData(source, dataset)", () => {
  it.each([true, false])(
    "exportData(source, dataset) of arrays has their rows as float64, and the scaling: standardize %s",
    async (standardize) => {
      const spec = datasetSchema.parse({ name: "npy", features: "x.npy", labels: "y.npy", standardize });
      const dataset = await loadDataset(spec, 1, { baseFolder: folder });
      const source = { spec, seed: 1, hash: dataset.hash, fileRowsHash: undefined, baseFolder: folder };
      const { features, inputs, test, scaling, names } = await exportData(source, dataset);
      expect([inputs, names, scaling === null]).toEqual([2, null, !standardize]);
      expect(test).toEqual(dataset.splits.test);
      const rows = [...dataset.fileRows!.transfer, ...dataset.fileRows!.test];
      expect([...features]).toEqual(rows.flatMap((row) => [500 + 2 * row, -3 + (2 * row + 1) / 1000]));
      const { means, deviations } = scaling ?? { means: [0, 0], deviations: [1, 1] };
      features.forEach((value, at) => {
        const known = Math.fround((value - means[at % 2]!) / deviations[at % 2]!);
        expect(known).toBe(dataset.features.values[at]);
      });
    },
  );
});
