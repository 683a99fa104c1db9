import { expect, test } from "vitest";
import { amountLegend } from "../../../src/report/figures/amount-legend.ts";
import { amountScale } from "../../../src/report/figures/amount-scale.ts";

test("amountLegend(scale, title) writes the edges of the steps between its boxes", () => {
  // The largest share is 2 %: steps up to 3, 1 and 0.3 %.
  const { title, layer } = amountLegend(amountScale(0.02, 3), "share, %");
  expect(title.text).toBe("share, %");
  expect(layer[0]!.data.values).toHaveLength(3);
  expect(layer[1]!.data.values.map((value) => "text" in value && value.text)).toEqual(["0", "0.3", "1", "3"]);
});
