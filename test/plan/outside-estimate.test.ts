import { expect, test } from "vitest";
import { outsideEstimate } from "../../src/plan/teacher-estimate.ts";

test("outsideEstimate(files, rows, sizes, engine) holds files, weights and the rows that go through the widest layer", () => {
  const sizes = {
    transferSize: 10,
    trainRows: 8,
    evaluatedRows: 4,
    inputShape: [32, 32, 3],
    numClasses: 10,
  };
  const engine = { name: "native", hasLaneKernel: true, slowdown: 1 } as const;
  const bytesOf = (widestLayer?: number) =>
    outsideEstimate({ hash: "h", bytes: 1000, ...(widestLayer && { widestLayer }) }, 10, sizes, engine).bytes;
  // 4 times the files; float32 into a layer and out of it, 512 rows of the samples' 3072 numbers or of the layer's
  expect(bytesOf()).toBe(4000 + 2 * 4 * 512 * 3072);
  expect(bytesOf(10)).toBe(4000 + 2 * 4 * 512 * 3072);
  expect(bytesOf(65_536)).toBe(4000 + 2 * 4 * 512 * 65_536);
});
