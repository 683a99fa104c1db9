import { describe, expect, it } from "vitest";
import { convCost, mlpCost, softTreeCost, treeCost } from "../../src/metrics/cost.ts";

describe("mlpCost(sizes)", () => {
  it("counts weights and biases of 784-10-10-10", () => {
    // 7840 + 100 + 100 weights, 30 biases
    expect(mlpCost([784, 10, 10, 10])).toEqual({ parameters: 8070, bytes: 32_280, multiplyAdds: 8040 });
  });
});

describe("treeCost(leaves, numOutputs)", () => {
  it("counts 12 bytes a split, 4 for each output of a leaf, and no multiply-adds", () => {
    // 4 leaves, 3 splits: 3 * 12 + 4 * 10 * 4
    expect(treeCost(4, 10)).toEqual({ parameters: 7, bytes: 196, multiplyAdds: 0 });
    expect(treeCost(1, 2)).toEqual({ parameters: 1, bytes: 8, multiplyAdds: 0 });
  });
});

describe("softTreeCost(shape)", () => {
  it("counts all filters and all paths of depth 8 on MNIST, and the mean of the leaves where it is taken", () => {
    // 255 filters of 784 and a bias, 256 leaves of 10; 510 nodes below the root
    const shape = { inputs: 784, depth: 8, numClasses: 10 };
    const parameters = 255 * 785 + 2560;
    const multiplyAdds = 255 * 784 + 510;
    const likeliest = softTreeCost({ ...shape, prediction: "likeliest-leaf" });
    expect(likeliest).toEqual({ parameters, bytes: 4 * parameters, multiplyAdds });
    expect(softTreeCost({ ...shape, prediction: "all-leaves" }).multiplyAdds).toBe(multiplyAdds + 2560);
  });
});

describe("convCost(shape)", () => {
  const shape = { inputShape: [28, 28, 1], filters: 32, kernelSize: 3, hidden: [1200, 1200], numClasses: 10 };

  it("counts the seed's teacher without pooling", () => {
    // 3*3*1*32 + 32 = 320; 26*26*32 = 21,632 inputs: 21632*1200 + 1200 = 25,959,600; 1200*1200 + 1200 = 1,441,200;
    // 12,010. Multiply-adds: 288 * 676 + 25,958,400 + 1,440,000 + 12,000.
    const cost = convCost({ ...shape, pooling: 0 });
    expect(cost.parameters).toBe(27_413_130);
    expect(cost.bytes).toBe(4 * 27_413_130);
    expect(cost.multiplyAdds).toBe(194_688 + 25_958_400 + 1_440_000 + 12_000);
  });

  it("drops the incomplete windows of pooling", () => {
    // 26 / 3 -> 8: 8*8*32 = 2048 inputs of the dense part
    const cost = convCost({ ...shape, pooling: 3 });
    expect(cost.parameters).toBe(320 + 2048 * 1200 + 1200 + 1_441_200 + 12_010);
  });
});
