import type { UpdaterState } from "../engine/engine.ts";
import { type Layout, splitLanes, stackLanes } from "./lane-layout.ts";
import type { LaneWeights } from "./lane-weights.ts";
import type { StackState } from "./stack.ts";

/** A stack at one moment: its parameters as `stackLanes` lays them out, the state of its update rule, its decay so far. */
export interface StackMoment {
  readonly values: readonly Float32Array[];
  readonly updater: UpdaterState | undefined;
  readonly decayed: readonly number[];
}

/** Settings, weights and state of a stack of the chosen lanes that goes on from `now`. */
export function keptLanes<Settings extends { readonly lanes: readonly unknown[] }>(
  settings: Settings,
  layout: Layout,
  initial: readonly LaneWeights[],
  { values, updater, decayed }: StackMoment,
  chosen: readonly number[],
): [Settings, LaneWeights[], StackState] {
  const ofChosen = <T>(all: readonly T[]) => chosen.map((lane) => all[lane]!);
  const split = (arrays: readonly Float32Array[]) => ofChosen(splitLanes(arrays, layout, initial));
  const count = values.length;
  const slots = Array.from({ length: (updater?.slots.length ?? 0) / count }, (_, slot) =>
    stackLanes(split(updater!.slots.slice(slot * count, (slot + 1) * count)), layout),
  ).flat();
  return [
    { ...settings, lanes: ofChosen(settings.lanes) },
    split(values),
    { decayed: ofChosen(decayed), updater: updater && { ...updater, slots } },
  ];
}
