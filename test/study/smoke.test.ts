import { describe, expect, it } from "vitest";
import { parseStudyObject } from "../../src/study/parse.ts";
import type { Study } from "../../src/study/schema.ts";
import { smokeStudy } from "../../src/study/smoke.ts";
import { exampleStudy } from "./example-study.ts";

describe("smokeStudy(study)", () => {
  it("smokeStudy(study) has another name, so that it never touches the study's results", () => {
    expect(smokeStudy(largeStudy()).name).toBe("large-smoke");
  });

  it("smokeStudy(study) is a study that the parser takes, also for the longest name", () => {
    const smoke = smokeStudy({ ...largeStudy(), name: "n".repeat(64), title: "t".repeat(200) });
    expect(parseStudyObject(smoke)).toEqual(smoke);
    expect(parseStudyObject(smokeStudy(parseStudyObject(exampleStudy()))).name).toBe("example-smoke");
  });

  it("smokeStudy(study) limits rows, seeds, epochs, widths and axes", () => {
    const { seeds, experiments } = smokeStudy(largeStudy());
    expect(seeds).toEqual([5, 6]);
    expect(experiments[0]?.dataset).toMatchObject({ trainLimit: 2000, testLimit: 1000, validation: 500 });
    expect(experiments[0]?.teachers[0]).toMatchObject({ epochs: 2, filters: 8, hidden: [64, 64] });
    expect(experiments[0]?.students[0]).toMatchObject({
      epochs: 2,
      hidden: [10, 64],
      grid: { temperature: [1, 2], epochs: [1, 2], hidden: [[64]] },
    });
  });

  it("smokeStudy(study) never asks for more than the study does", () => {
    const study = largeStudy();
    const [experiment] = study.experiments;
    const dataset = { ...experiment!.dataset, trainLimit: 300, testLimit: 90, validation: 80 };
    const small = { ...study, experiments: [{ ...experiment!, dataset }] } as Study;
    expect(smokeStudy(small).experiments[0]?.dataset).toEqual(dataset);
  });

  it("smokeStudy(study) has no published figures to stand beside its own", () => {
    expect(JSON.stringify(smokeStudy(largeStudy()))).not.toMatch("reference");
  });
});

function largeStudy(): Study {
  return parseStudyObject({
    name: "large",
    seeds: [5, 6, 7],
    experiments: [
      {
        name: "digits",
        dataset: { name: "mnist" },
        teachers: [{ name: "net", kind: "conv", epochs: 12, reference: 0.975 }],
        students: [
          {
            name: "soft",
            kind: "mlp",
            labels: "soft",
            hidden: [10, 800],
            epochs: 20,
            reference: 0.93,
            grid: { temperature: [1, 2, 4], epochs: [1, 5, 20], hidden: [[100], [800]] },
          },
        ],
      },
    ],
  });
}
