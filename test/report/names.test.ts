import { describe, expect, it } from "vitest";
import { renderExperiment } from "../../src/report/experiment.ts";
import { confusionFigure } from "../../src/report/figures/confusion-figure.ts";
import { givenResults, hard } from "./given-results.ts";

describe("a report of data with names", () => {
  const results = givenResults({
    students: [hard],
    names: { classes: ["left", "right|most"], features: ["temp", "flow rate"] },
    cell: () => ({
      test: {
        confusion: [
          [40, 10],
          [0, 50],
        ],
        errors: 10,
      },
    }),
  });

  it("tells classes and features beside the sizes of the splits", () => {
    expect(renderExperiment(results, [])).toContain(
      "2 classes (0 left; 1 right\\|most), features temp; flow rate.",
    );
  });

  it("names the classes in the confusion matrix and in the words of its figure", async () => {
    const markdown = renderExperiment(results, []);
    expect(markdown).toContain("| true \\ predicted | left | right\\|most |");
    expect(markdown).toContain("| **left** | 40 | 10 |");
    expect((await confusionFigure(results))!.alt).toContain(
      "most often class left taken for right|most (10 times,",
    );
  });
});
