import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, cellsOf } from "../../src/study/cells.ts";
import { axesIn, axesOf, axisNames, variantsOf } from "../../src/study/grid.ts";
import { parseStudyObject } from "../../src/study/parse.ts";
import { experimentSchema, studentSchema } from "../../src/study/schema.ts";
import { exampleStudy } from "./example-study.ts";

describe("cellsOf(experiment, seeds)", () => {
  const [experiment] = parseStudyObject(exampleStudy()).experiments;

  it("cellsOf(experiment, seeds) goes through arms, then the grid with its last axis fastest, then seeds", () => {
    expect(cellsOf(experiment!, [7, 3]).map(shortly)).toEqual([
      "hard  7",
      "hard  3",
      "soft temperature=1,alpha=0.5 7",
      "soft temperature=1,alpha=0.5 3",
      "soft temperature=1,alpha=1 7",
      "soft temperature=1,alpha=1 3",
      "soft temperature=2,alpha=0.5 7",
      "soft temperature=2,alpha=0.5 3",
      "soft temperature=2,alpha=1 7",
      "soft temperature=2,alpha=1 3",
      "tree  7",
      "tree  3",
    ]);
  });

  it("cellsOf(experiment, seeds) puts the variant's values into the student and takes the grid away", () => {
    const cell = cellsOf(experiment!, [1])[2];
    expect(cell?.student).toMatchObject({ name: "soft", temperature: 1, alpha: 1, epochs: 5 });
    expect(cell?.student).not.toHaveProperty("grid");
  });

  it("cellsOf(experiment, seeds) gives the only teacher to every arm, hard labels included", () => {
    expect(cellsOf(experiment!, [1]).map(({ teacher }) => teacher?.name)).toEqual(Array(6).fill("network"));
  });

  it("cellsOf(experiment, seeds) switches the soft term off on hard labels, also without the parser", () => {
    const unchecked = experimentSchema.parse(exampleStudy().experiments[0]);
    expect(unchecked.students[0]).toMatchObject({ temperature: 2, alpha: 1 });
    expect(cellsOf(unchecked, [1])[0]?.student).toMatchObject({ temperature: 1, alpha: 0 });
  });

  it("cellsOf(experiment, seeds) gives the named one of several teachers, and null to a hard arm that names none", () => {
    const two = {
      ...experiment!,
      teachers: [experiment!.teachers[0]!, { ...experiment!.teachers[0]!, name: "other" }],
    };
    const [hard, soft] = experiment!.students;
    const cells = cellsOf({ ...two, students: [hard!, { ...soft!, teacher: "other" }] }, [1]);
    expect(cells[0]?.teacher).toBeNull();
    expect(cells[1]?.teacher?.name).toBe("other");
  });

  it("cellsOf(experiment, seeds) throws for soft labels without a teacher", () => {
    expect(() => cellsOf({ ...experiment!, teachers: [] }, [1])).toThrow(
      'Student "soft" of experiment "moons" has no teacher: expected `teacher` to name one of the experiment\'s ' +
        "teachers, of which there are none.",
    );
  });
});

describe("variantsOf(axes)", () => {
  it("variantsOf([]) is one empty variant", () => {
    expect(variantsOf([])).toEqual([{}]);
  });

  it("variantsOf(axes) has as many variants as the product of the axes, all different, fields in axis order", () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 });
    const axes = fc
      .subarray([...axisNames], { maxLength: 6 })
      .chain((names) => fc.tuple(...names.map((name) => values.map((v) => ({ name, values: v })))));
    fc.assert(
      fc.property(axes, (given) => {
        const variants = variantsOf(given);
        expect(variants).toHaveLength(given.reduce((count, { values }) => count * values.length, 1));
        expect(new Set(variants.map((variant) => JSON.stringify(variant))).size).toBe(variants.length);
        for (const variant of variants) expect(Object.keys(variant)).toEqual(given.map(({ name }) => name));
      }),
      { numRuns: 50 },
    );
  });
});

describe("axesOf(student)", () => {
  it("axesOf(student) follows the order of the schema, whatever the order in the file", () => {
    const study = structuredClone(exampleStudy());
    const student = study.experiments[0]!.students[1] as { grid?: object };
    student.grid = { epochs: [1], hidden: [[5]], alpha: [1], temperature: [3] };
    const parsed = parseStudyObject(study).experiments[0]!.students[1]!;
    expect(axesOf(parsed).map(({ name }) => name)).toEqual(["temperature", "alpha", "hidden", "epochs"]);
  });
});

describe("axesIn(given, names)", () => {
  it("throws for an axis that would be lost", () => {
    expect(() => axesIn({ epochs: [1, 2], filters: [3, 4] }, ["epochs"])).toThrow(
      "No order is known for the axes filters",
    );
  });
});

describe("axisNames", () => {
  it("axisNames has the axes of every kind of student, and no others", () => {
    const axes = studentSchema.options.flatMap(({ shape }) => Object.keys(shape.grid.unwrap().shape));
    expect([...axisNames].sort()).toEqual([...new Set(axes)].sort());
  });
});

function shortly({ arm, variant, seed }: Cell): string {
  const values = Object.entries(variant).map(([name, value]) => `${name}=${value}`);
  return `${arm} ${values.join(",")} ${seed}`;
}
