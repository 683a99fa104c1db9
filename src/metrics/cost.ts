// What one prediction costs: parameters, their bytes as float32, and the multiply-adds of the matrix products and
// convolutions and along the paths of a soft tree (adding a bias, activations and pooling are not counted).
import type { Cost } from "../results/row.ts";

const bytesPerParameter = 4;

/** Feature, threshold and first child, 4 bytes each. */
const bytesPerSplit = 12;

/** `sizes` from the input to the output: `[784, 10, 10, 10]`. */
export function mlpCost(sizes: readonly number[]): Cost {
  let weights = 0;
  let biases = 0;
  for (let layer = 1; layer < sizes.length; layer++) {
    weights += sizes[layer - 1]! * sizes[layer]!;
    biases += sizes[layer]!;
  }
  return costOf(weights + biases, weights);
}

/** Of a tree whose leaves hold a number for each output. `parameters` counts the nodes. */
export function treeCost(leaves: number, numOutputs: number): Cost {
  const splits = leaves - 1;
  const bytes = splits * bytesPerSplit + leaves * numOutputs * bytesPerParameter;
  return { parameters: splits + leaves, bytes, multiplyAdds: 0 };
}

export interface SoftTreeCostShape {
  readonly inputs: number;
  readonly depth: number;
  readonly numClasses: number;
  readonly prediction: "likeliest-leaf" | "all-leaves";
}

/**
 * All filters are asked and all paths multiplied out, one product a node but the root: the leaf with the greatest path
 * probability need not lie behind the greater branch of each node. The mean of all leaves is one more matrix product.
 */
export function softTreeCost({ inputs, depth, numClasses, prediction }: SoftTreeCostShape): Cost {
  const leaves = 2 ** depth;
  const inner = leaves - 1;
  const mean = prediction === "all-leaves" ? leaves * numClasses : 0;
  return costOf(inner * (inputs + 1) + leaves * numClasses, inner * inputs + 2 * inner + mean);
}

export interface ConvShape {
  /** `[height, width, channels]` */
  readonly inputShape: readonly number[];
  readonly filters: number;
  /** `kernelSize x kernelSize`, stride 1, no padding. */
  readonly kernelSize: number;
  /** 0 for none; n for n x n max pooling, whose incomplete windows are dropped. */
  readonly pooling: number;
  readonly hidden: readonly number[];
  readonly numClasses: number;
}

/** One convolution, then dense layers. */
export function convCost(shape: ConvShape): Cost {
  const [height = 0, width = 0, channels = 0] = shape.inputShape;
  const { filters, kernelSize } = shape;
  const convolved = [height - kernelSize + 1, width - kernelSize + 1] as const;
  const pooled = convolved.map((extent) => Math.floor(extent / Math.max(1, shape.pooling)));
  const dense = mlpCost([pooled[0]! * pooled[1]! * filters, ...shape.hidden, shape.numClasses]);
  const kernelWeights = kernelSize * kernelSize * channels * filters;
  return costOf(
    kernelWeights + filters + dense.parameters,
    kernelWeights * convolved[0] * convolved[1] + dense.multiplyAdds,
  );
}

function costOf(parameters: number, multiplyAdds: number): Cost {
  return { parameters, bytes: parameters * bytesPerParameter, multiplyAdds };
}
