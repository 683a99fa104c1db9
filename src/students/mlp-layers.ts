import type { Layer } from "../formats/layers-model.ts";

export function mlpLayers(hidden: readonly number[], numClasses: number): Layer[] {
  return [
    ...hidden.map((units) => ({ kind: "dense", units, activation: "relu" }) as const),
    { kind: "dense", units: numClasses, activation: "linear" },
  ];
}
