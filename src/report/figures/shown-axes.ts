// The axes whose values have an order, as far as no figure of their own shows them: how each is drawn.
import type { AxisName, AxisValue } from "../../study/grid.ts";

export interface AxisLook {
  readonly title: string;
  /** `ordered`: at even distances, for values that may be 0 or that are lists. */
  readonly scale: "logarithmic" | "linear" | "ordered";
  /** Where values are shown as per cent. */
  readonly isShare?: true;
}

const looks: Readonly<Partial<Record<AxisName, AxisLook>>> = {
  trainFraction: { title: "share of the training rows", scale: "logarithmic", isShare: true },
  labelNoise: { title: "share of wrong labels", scale: "linear", isShare: true },
  alpha: { title: "α", scale: "linear" },
  hidden: { title: "hidden units", scale: "ordered" },
  depth: { title: "depth", scale: "linear" },
  inverseTemperature: { title: "inverse temperature", scale: "logarithmic" },
  balancePenalty: { title: "balance penalty", scale: "ordered" },
  minSamplesLeaf: { title: "samples a leaf, at least", scale: "logarithmic" },
  costComplexity: { title: "cost complexity", scale: "ordered" },
  learningRate: { title: "learning rate", scale: "logarithmic" },
  momentum: { title: "momentum", scale: "linear" },
  weightDecay: { title: "weight decay", scale: "ordered" },
  warmupSteps: { title: "steps of warm-up", scale: "ordered" },
  labelSmoothing: { title: "label smoothing", scale: "linear" },
  batchSize: { title: "batch size", scale: "logarithmic" },
  epochs: { title: "epochs", scale: "logarithmic" },
};

/** null for an axis that is not shown. */
export function lookOf(axis: string): AxisLook | null {
  return (Object.hasOwn(looks, axis) ? looks[axis as AxisName] : undefined) ?? null;
}

/** Where a value stands: a number, or the text of a value that is one of an order. */
export function placeOf({ scale, isShare }: AxisLook, value: AxisValue): number | string {
  if (scale !== "ordered") return isShare ? 100 * Number(value) : Number(value);
  if (typeof value !== "object") return String(value);
  return value.length === 0 ? "none" : value.join("-");
}
