import { expect, test } from "vitest";
import { methodFigure } from "../../../src/report/figures/method-figure.ts";
import { experimentResults } from "../../../src/report/results.ts";
import { rows, study } from "../fixture.ts";

const [moons, mnist] = experimentResults(study, rows);

test("methodFigure(results) tells what the teacher makes of the sample at the lowest and the highest temperature", async () => {
  // Logits 7.4 of class 4 and 6.6 of class 9: exp(0) and exp(-0.8) over 1.4560 at T = 1; exp(0) and exp(-0.04) over 7.2200 at T = 20.
  expect((await methodFigure(mnist!))?.alt).toContain(
    "At T = 1 class 4 has 0.69 and class 9 0.31. At T = 20 class 4 has 0.14 and class 9 0.13.",
  );
});

test("methodFigure(results) is null without images", async () => {
  expect(await methodFigure(moons!)).toBeNull();
});
