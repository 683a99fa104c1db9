import { describe, expect, it } from "vitest";
import { askedStudy } from "../../src/cli/asked-study.ts";
import { UserError } from "../../src/user-error.ts";

describe("askedStudy(path, flags)", () => {
  it.each([
    ["data/rows.csv", "distilgrid init my-study.yaml --csv data/rows.csv --label COLUMN"],
    ["My rows.CSV", "distilgrid init my-study.yaml --csv 'My rows.CSV' --label COLUMN"],
  ])("askedStudy(%j) says how a study is made of a CSV file", async (path, init) => {
    const asked = askedStudy(path, {});
    await expect(asked).rejects.toThrow(UserError);
    await expect(asked).rejects.toThrow(`${path}: Expected a study, got a CSV file. Make a study of it`);
    await expect(asked).rejects.toThrow(init);
  });
});
