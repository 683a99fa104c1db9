import { type ChosenEngine, chooseEngine, nativeAvailability } from "../../src/engine/available.ts";
import type { Skipped } from "./result.ts";

export interface BenchEngines {
  /** Native first. */
  readonly engines: readonly ChosenEngine[];
  readonly skipped: readonly Skipped[];
}

export function benchEngines(native = nativeAvailability()): BenchEngines {
  const portable = chooseEngine("portable", native);
  if (native.state === "absent") {
    return { engines: [portable], skipped: [{ what: "the native engine", why: native.why }] };
  }
  return { engines: [chooseEngine("native", native), portable], skipped: [] };
}
