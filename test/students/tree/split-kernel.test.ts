import { describe, expect, it } from "vitest";
import type { SortedFeatures } from "../../../src/students/tree/sorted-features.ts";
import { splitKernel } from "../../../src/students/tree/split-kernel.ts";
import { labelTargets } from "../../../src/students/tree/targets.ts";
import { UserError } from "../../../src/user-error.ts";

describe("splitKernel(sorted, targets)", () => {
  it("says so when the features do not fit into WebAssembly's 4 GiB", () => {
    // 1.2e9 entries of 4 bytes, of which only the length is asked
    const entries = { length: 1.2e9, byteLength: 4.8e9 } as Uint32Array;
    const sorted = { numRows: 1000, numFeatures: 3, starts: new Uint32Array(4), entries } as SortedFeatures;
    const grow = () => splitKernel(sorted, labelTargets(new Uint8Array(1000), 2));
    expect(grow).toThrow(UserError);
    expect(grow).toThrow("A tree on 1000 rows needs 5 GB for its sorted features, and WebAssembly has 4.");
  });
});
