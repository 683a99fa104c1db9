// Which students train in the lane kernel (docs/decisions/006-lane-kernel.md).
import type { MlpStudentSpec, SoftTreeStudentSpec } from "../study/schema.ts";

type Architecture = Pick<MlpStudentSpec, "kind" | "hidden"> | Pick<SoftTreeStudentSpec, "kind" | "depth">;

/** Layers up to this width fit the kernel's loops; wider ones are better off with a library's products. */
const widest = 64;

/** Soft trees always: theirs are sums of pixels, most of which are dark, and of depth 10 still a quarter of the time as tensors. */
export function fitsLaneKernel(network: Architecture, numClasses: number): boolean {
  switch (network.kind) {
    case "mlp":
      return [...network.hidden, numClasses].every((units) => units <= widest);
    case "soft-tree":
      return true;
  }
}
