import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot } from "../../src/package-root.ts";
import { cellsOf } from "../../src/study/cells.ts";
import { parseStudy, parseStudyObject } from "../../src/study/parse.ts";
import { studySchema } from "../../src/study/schema.ts";

const teacher = { name: "network", kind: "mlp", hidden: [128, 128], epochs: 5 };

describe("docs/study.md", () => {
  const page = readFileSync(join(packageRoot(), "docs", "study.md"), "utf8");

  it("docs/study.md opens with a study that gives the 35 cells that it speaks of", () => {
    const [, text = ""] = /```yaml\n(name:[\s\S]*?)```/.exec(page) ?? [];
    const study = parseStudy(text, "docs/study.md");
    expect(study.experiments.flatMap((experiment) => cellsOf(experiment, study.seeds))).toHaveLength(35);
    expect(page).toMatch("35 cells");
  });

  it("docs/study.md shows students that a study takes, of every kind", () => {
    const texts = [...page.matchAll(/```yaml\n(- [\s\S]*?)```/g)].map(([, text = ""]) => text);
    const kinds = texts.flatMap((text) => {
      const experiment = {
        name: "a",
        dataset: { name: "mnist" },
        teachers: [teacher],
        students: parse(text),
      };
      const study = parseStudyObject({ name: "a", seeds: [1], experiments: [experiment] });
      return study.experiments[0]!.students.map(({ kind }) => kind);
    });
    expect(kinds).toEqual(["mlp", "tree", "tree", "tree", "soft-tree"]);
  });

  it("docs/study.md names every field of the schema", () => {
    const fields = new Set<string>();
    JSON.stringify(z.toJSONSchema(studySchema, { io: "input" }), (key, value: unknown) => {
      if (key === "properties") for (const name of Object.keys(value as object)) fields.add(name);
      return value;
    });
    expect(fields.size).toBeGreaterThan(40);
    expect([...fields].filter((field) => !new RegExp(`\\b${field}\\b`).test(page))).toEqual([]);
  });
});
