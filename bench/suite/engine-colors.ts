import type { EngineName } from "../../src/engine/engine.ts";
import { colors } from "../../src/report/figures/palette.ts";

export const engineColors: Readonly<Record<EngineName, string>> = {
  native: colors.blue,
  portable: colors.orange,
};
