import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packageRoot } from "../../src/package-root.ts";
import { cellsOf } from "../../src/study/cells.ts";
import { parseStudy, parseStudyObject } from "../../src/study/parse.ts";
import {
  datasetSchema,
  experimentSchema,
  type Study,
  studentSchema,
  studySchema,
  teacherSchema,
} from "../../src/study/schema.ts";

const page = readFileSync(join(packageRoot(), "docs", "study.md"), "utf8");

/** From one heading of the page to the next of its level or above it. */
function section(heading: string): string {
  const [marks = ""] = /^#+/.exec(heading) ?? [];
  const [, text] = page.split(`\n${heading}`);
  if (text === undefined) throw new Error(`The page has no section "${heading}".`);
  return text.split(new RegExp(`\\n#{1,${marks.length}} `))[0]!;
}

/** What stands before the first heading below the section's own. */
function opening(heading: string): string {
  return section(heading).split(/\n#+ /)[0]!;
}

function examples(text: string): string[] {
  return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example = ""]) => example);
}

interface Shape {
  readonly shape: object;
}

/** The fields of the options that no text names. */
function unnamed(options: readonly Shape[], text: string): string[] {
  const fields = options.flatMap(({ shape }) => Object.keys(shape));
  return fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(text));
}

const ofKind = (kind: string) => studentSchema.options.find(({ shape }) => shape.kind.value === kind)!;
const shared = section("## Training\n") + section("## Training sets");
const kinds = [
  ["mlp", "### `mlp`"],
  ["tree", "### `tree`"],
  ["soft-tree", "### `soft-tree`"],
] as const;

describe("docs/study.md names every field in the section of its level", () => {
  it("docs/study.md names those of a study, an experiment and a dataset", () => {
    expect(unnamed([studySchema], section("## Study"))).toEqual([]);
    expect(unnamed([experimentSchema], section("## Experiment"))).toEqual([]);
    expect(unnamed(datasetSchema.options, section("## Datasets"))).toEqual([]);
  });

  it("docs/study.md names those of a teacher, of every kind, and what is in their dropout", () => {
    expect(unnamed(teacherSchema.options, section("## Teachers") + shared)).toEqual([]);
    const [mlp, conv] = teacherSchema.options;
    const dropouts = [mlp.shape.dropout.unwrap(), conv.shape.dropout.unwrap()];
    expect(unnamed(dropouts, section("## Teachers"))).toEqual([]);
  });

  it.each(kinds)("docs/study.md names those of a student of kind %s", (kind, heading) => {
    expect(unnamed([ofKind(kind)], opening("## Students") + section(heading) + shared)).toEqual([]);
  });

  it.each(kinds)("docs/study.md lists the axes of a student of kind %s, and no others", (kind, heading) => {
    const [, list = ""] = /Axes: ([^.]*)\./.exec(section(heading)) ?? [];
    const listed = [...list.matchAll(/`(\w+)`/g)].map(([, axis]) => axis!);
    expect(listed.sort()).toEqual(Object.keys(ofKind(kind).shape.grid.unwrap().shape).sort());
  });

  it("docs/study.md lists the axes of a teacher, and no others", () => {
    const [, list = ""] = /Axes: ([^.]*), and `activation` of an `mlp`\./.exec(section("## Teachers")) ?? [];
    const listed = [...list.matchAll(/`(\w+)`/g)].map(([, axis]) => axis!);
    const conv = teacherSchema.options[1].shape.grid.unwrap().shape;
    expect(listed.sort()).toEqual(Object.keys(conv).sort());
  });

  it("docs/study.md names the values of `labels`", () => {
    const { options } = ofKind("mlp").shape.labels;
    expect(options.filter((value) => !opening("## Students").includes(`| \`${value}\` |`))).toEqual([]);
  });
});

describe("docs/study.md shows nothing but what a study takes", () => {
  const network = { name: "network", kind: "mlp", hidden: [8], epochs: 1 };
  const hard = { name: "hard labels", kind: "mlp", labels: "hard", epochs: 1 };

  function studyOf(experiment: object): Study {
    const given = { name: "moons", dataset: { name: "mnist" }, teachers: [network], students: [hard] };
    return parseStudyObject({ name: "a", seeds: [1], experiments: [{ ...given, ...experiment }] });
  }

  it("docs/study.md opens with a study that gives the 35 cells that it speaks of", () => {
    const [text = ""] = examples(page);
    const study = parseStudy(text, "docs/study.md");
    expect(study.experiments.flatMap((experiment) => cellsOf(experiment, study.seeds))).toHaveLength(35);
    expect(page).toMatch("35 cells");
  });

  it("docs/study.md shows datasets that a study takes, and the name that it says", () => {
    const studies = examples(section("## Datasets")).map((text) => studyOf(parse(text)));
    expect(studies.map(({ experiments }) => experiments.length)).toEqual([1, 1, 6]);
    expect(studies[2]!.experiments[0]).toMatchObject({
      name: "moons-n-100-noise-0-1",
      title: "moons (n 100, noise 0.1)",
    });
  });

  it("docs/study.md shows teachers that a study takes, and the name that it says", () => {
    const studies = examples(section("## Teachers")).map((text) => studyOf({ teachers: parse(text) }));
    expect(studies.map(({ experiments }) => experiments[0]!.teachers.length)).toEqual([4, 6, 3, 3]);
    expect(studies[0]!.experiments[0]!.teachers[3]).toMatchObject({ name: "network hidden=30 seed=2" });
  });

  it("docs/study.md shows students that a study takes, of every kind", () => {
    const students = examples(section("## Students")).flatMap((text) => {
      const second = text.includes("second network") ? [{ ...network, name: "second network" }] : [];
      return studyOf({ teachers: [network, ...second], students: parse(text) }).experiments[0]!.students;
    });
    expect(new Set(students.map(({ kind }) => kind))).toEqual(new Set(["mlp", "tree", "soft-tree"]));
  });
});
