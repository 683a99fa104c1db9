import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chosenQuestions, questionNames } from "../../../bench/suite/questions.ts";
import { packageRoot } from "../../../src/package-root.ts";
import { UserError } from "../../../src/user-error.ts";

describe("chosenQuestions(names)", () => {
  it("are all without a name, else those named, in the order of the report", () => {
    expect(chosenQuestions([])).toEqual(questionNames);
    expect(chosenQuestions(["report", "workers"])).toEqual(["workers", "report"]);
  });

  it("suggests the nearest for a name that is not one", () => {
    expect(() => chosenQuestions(["worker"])).toThrow(UserError);
    expect(() => chosenQuestions(["worker"])).toThrow("Did you mean workers?");
  });

  it("has every file of bench/ but main.ts", async () => {
    const files = (await readdir(join(packageRoot(), "bench"))).filter((file) => file.endsWith(".ts"));
    expect(files.toSorted()).toEqual([...questionNames, "main"].map((name) => `${name}.ts`).toSorted());
  });
});
