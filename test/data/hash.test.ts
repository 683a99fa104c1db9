import { describe, expect, it } from "vitest";
import { datasetHash } from "../../src/data/hash.ts";
import { sharedBytes, sharedFloats, sharedIds } from "../../src/data/shared.ts";

const dataset = () => ({
  inputShape: [2, 1, 1],
  numClasses: 2,
  features: { kind: "bytes" as const, values: Uint8Array.of(1, 2, 3, 4, 5, 6) },
  labels: Uint8Array.of(0, 1, 0),
  splits: { train: Uint32Array.of(1), validation: Uint32Array.of(0), test: Uint32Array.of(2) },
});

describe("datasetHash(dataset)", () => {
  it("is the SHA-256 of header and arrays", () => {
    // Python: sha256(b'{"formatVersion":1,"inputShape":[2,1,1],"numClasses":2,"features":["bytes",6],"labels":3,'
    //   b'"splits":[1,1,1]}\n' + bytes([1,2,3,4,5,6, 0,1,0]) + struct.pack("<3I", 1, 0, 2)).hexdigest()
    expect(datasetHash(dataset())).toBe("0843cfe93f2a3105f63c7964f5c8b0a23245e8f03c7e6de19d7aeb3802d17596");
  });

  it("is the same for the same data in shared memory", () => {
    const { features, labels, splits, ...rest } = dataset();
    const values = sharedBytes(6);
    values.set(features.values);
    const sharedLabels = sharedBytes(3);
    sharedLabels.set(labels);
    const shared = {
      ...rest,
      features: { kind: "bytes" as const, values },
      labels: sharedLabels,
      splits: { train: sharedIds(splits.train), validation: sharedIds([0]), test: sharedIds([2]) },
    };
    expect(datasetHash(shared)).toBe(datasetHash(dataset()));
  });

  it("sees a view of a larger buffer as what it shows", () => {
    const labels = Uint8Array.of(7, 0, 1, 0, 7).subarray(1, 4);
    expect(datasetHash({ ...dataset(), labels })).toBe(datasetHash(dataset()));
  });

  it("changes with every part", () => {
    const base = dataset();
    const variants = [
      base,
      { ...base, inputShape: [1, 2, 1] },
      { ...base, numClasses: 3 },
      { ...base, features: { kind: "bytes" as const, values: Uint8Array.of(1, 2, 3, 4, 5, 7) } },
      { ...base, features: { kind: "floats" as const, values: sharedFloats(6) } },
      { ...base, labels: Uint8Array.of(0, 1, 1) },
      { ...base, splits: { ...base.splits, train: Uint32Array.of(0), validation: Uint32Array.of(1) } },
      { ...base, splits: { ...base.splits, train: Uint32Array.of(1, 0), validation: Uint32Array.of() } },
    ];
    expect(new Set(variants.map(datasetHash)).size).toBe(variants.length);
  });
});
