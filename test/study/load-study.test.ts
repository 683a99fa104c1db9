import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStudy } from "../../src/study/load-study.ts";
import { exampleStudy } from "./example-study.ts";

describe("loadStudy(path)", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-study-"));
    await writeFile(join(folder, "moons.yaml"), JSON.stringify(exampleStudy()));
    await writeFile(join(folder, "large.yaml"), "a".repeat(1_000_001));
    await mkdir(join(folder, "empty"));
    await mkdir(join(folder, "studies"));
    await writeFile(join(folder, "studies", "circles.yaml"), JSON.stringify(exampleStudy()));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("loadStudy(path) reads and parses the file", async () => {
    expect((await loadStudy(join(folder, "moons.yaml"))).name).toBe("example");
  });

  it.each([["mons.yaml"], ["moons.yml"], ["moons"]])(
    "loadStudy(%j) suggests the study beside it",
    async (name) => {
      await expect(loadStudy(join(folder, name))).rejects.toThrow(
        `${join(folder, name)}: There is no such study file. Did you mean ${join(folder, "moons.yaml")}?`,
      );
    },
  );

  it.each(["circles", "circles.yaml", "circels"])(
    "loadStudy(%j) suggests the one in the folder `studies`",
    async (name) => {
      await expect(loadStudy(join(folder, name))).rejects.toThrow(
        `Did you mean ${join(folder, "studies", "circles.yaml")}?`,
      );
    },
  );

  it("loadStudy(path) lists the studies of the folder when none is near", async () => {
    await expect(loadStudy(join(folder, "something-else.yaml"))).rejects.toThrow(
      `There is no such study file. In ${folder} there are: large.yaml, moons.yaml.`,
    );
  });

  it("loadStudy(path) suggests nothing where nothing is", async () => {
    await expect(loadStudy(join(folder, "nowhere", "x.yaml"))).rejects.toThrow(
      /There is no such study file\.$/,
    );
    await expect(loadStudy(join(folder, "empty"))).rejects.toThrow(/Expected a study file, got a folder\.$/);
  });

  it("loadStudy(path) refuses a large file", async () => {
    await expect(loadStudy(join(folder, "large.yaml"))).rejects.toThrow("at most 1000000 bytes, got 1000001");
  });
});
