import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { packageRoot } from "../../src/package-root.ts";
import { studyJsonSchema } from "../../src/study/json-schema.ts";
import { network, soft, studyOf } from "./one-experiment.ts";

describe("docs/study.schema.json", () => {
  it("docs/study.schema.json is what the code makes; `npx vitest run test/study/json-schema.test.ts -u` renews it", async () => {
    const text = `${JSON.stringify(studyJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(packageRoot(), "docs", "study.schema.json"));
  });
});

describe("studyJsonSchema()", () => {
  // By zod's own reading of JSON Schema. Python's jsonschema 4.26, Draft202012Validator, agrees on these and on studies/*.yaml.
  const schema = z.fromJSONSchema(studyJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const takes = (study: unknown) => schema.safeParse(study).success;
  const arm = { name: "arm", extends: "soft" };

  it.each(readdirSync(join(packageRoot(), "studies")))("studyJsonSchema() takes studies/%s", (file) => {
    expect(takes(parse(readFileSync(join(packageRoot(), "studies", file), "utf8")))).toBe(true);
  });

  it.each([
    arm,
    { ...arm, temperature: null, grid: null, labels: "hard", reference: 0.3 },
    { ...arm, kind: "mlp", epochs: 3 },
    { name: "tree", kind: "tree", labels: "soft", maxDepth: "unlimited" },
    { ...soft, name: "other", skip: [{ temperature: [1, 2], hidden: [[5]] }] },
  ])("studyJsonSchema() takes the student %j", (student) => {
    expect(takes(studyOf({ students: [soft, student] }))).toBe(true);
  });

  it.each([
    { ...arm, temprature: 3 },
    { ...arm, epochs: 0 },
    { ...arm, reference: null },
    { name: "arm", kind: "mlp", labels: "soft" },
    { name: "arm", kind: "tree" },
    { name: "arm", kind: "tree", labels: "sfot" },
    { name: "arm", kind: "tree", labels: "soft", temperature: null },
    { ...soft, grid: { temperature: [] } },
  ])("studyJsonSchema() does not take the student %j", (student) => {
    expect(takes(studyOf({ students: [soft, student] }))).toBe(false);
  });

  it("studyJsonSchema() takes teachers that extend another, and no ensemble of nobody", () => {
    const takesTeacher = (teacher: object) => takes(studyOf({ teachers: [network, teacher] }));
    expect(takesTeacher({ name: "second", extends: "network", epochs: 0, seed: 3 })).toBe(true);
    expect(takesTeacher({ name: "all", kind: "ensemble", members: ["network"] })).toBe(true);
    expect(takesTeacher({ name: "all", kind: "ensemble", members: [] })).toBe(false);
    expect(takesTeacher({ name: "second", extends: "network", epochs: -1 })).toBe(false);
  });
});
