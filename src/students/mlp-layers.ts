import type { Layer } from "../formats/layers-model.ts";
import type { Activation } from "../study/schema.ts";

export function mlpLayers(
  { hidden, activation }: { readonly hidden: readonly number[]; readonly activation: Activation },
  numClasses: number,
): Layer[] {
  return [
    ...hidden.map((units) => ({ kind: "dense", units, activation }) as const),
    { kind: "dense", units: numClasses, activation: "linear" },
  ];
}
