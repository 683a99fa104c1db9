import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { packageRoot } from "../../src/package-root.ts";
import { cellsOf } from "../../src/study/cells.ts";
import { parseStudy } from "../../src/study/parse.ts";
import { studySchema } from "../../src/study/schema.ts";

describe("docs/study.md", () => {
  const page = readFileSync(join(packageRoot(), "docs", "study.md"), "utf8");

  it("docs/study.md opens with a study that gives the 35 cells that it speaks of", () => {
    const [, text = ""] = /```yaml\n(name:[\s\S]*?)```/.exec(page) ?? [];
    const study = parseStudy(text, "docs/study.md");
    expect(study.experiments.flatMap((experiment) => cellsOf(experiment, study.seeds))).toHaveLength(35);
    expect(page).toMatch("35 cells");
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
