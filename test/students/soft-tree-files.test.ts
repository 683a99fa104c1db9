import { describe, expect, it } from "vitest";
import { readNpy } from "../../src/formats/npy.ts";
import { softTreeFiles } from "../../src/students/soft-tree-files.ts";
import { studentSchema } from "../../src/study/schema.ts";

describe("softTreeFiles(spec, inputs, numClasses, weights)", () => {
  it("writes a filter of an inner node as a row, biases as a column, and what is needed to predict", () => {
    const spec = studentSchema.parse({
      name: "soft tree",
      kind: "soft-tree",
      labels: "hard",
      epochs: 1,
      depth: 2,
      inverseTemperature: 3,
      prediction: "all-leaves",
    });
    if (spec.kind !== "soft-tree") throw new Error("Expected a soft tree");
    // [inputs, inner]: filters 1 2, 3 4 and 5 6
    const filters = Float32Array.of(1, 3, 5, 2, 4, 6);
    const leaves = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7);
    const files = softTreeFiles(spec, 2, 2, [filters, Float32Array.of(7, 8, 9), leaves]);
    const bytesOf = (name: string) => Buffer.from(files.find((file) => file.name === name)!.bytes);
    expect(files.map(({ name }) => name)).toEqual([
      "soft-tree.json",
      "filters.npy",
      "biases.npy",
      "leaves.npy",
    ]);
    expect(JSON.parse(bytesOf("soft-tree.json").toString())).toEqual({
      formatVersion: 1,
      depth: 2,
      inverseTemperature: 3,
      prediction: "all-leaves",
      shapes: { filters: [3, 2], biases: [3, 1], leaves: [4, 2] },
    });
    expect(readNpy(bytesOf("filters.npy"))).toEqual({
      rows: 3,
      columns: 2,
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
    });
    expect(readNpy(bytesOf("biases.npy"))).toEqual({ rows: 3, columns: 1, values: Float32Array.of(7, 8, 9) });
    expect(readNpy(bytesOf("leaves.npy"))).toEqual({ rows: 4, columns: 2, values: leaves });
  });
});
