// The programs of examples/, as a user runs them: built package, a folder of their own. And the one that README shows.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../src/package-root.ts";

const examples = join(packageRoot(), "examples");

describe("examples/", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-examples-"));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const run = async (name: string) =>
    (await promisify(execFile)(process.execPath, [join(examples, name)], { cwd: folder })).stdout;

  const shown: Readonly<Record<string, RegExp>> = {
    "watch-a-run.mjs": /^moons\nmodel .*\n(.*\n)*hard tree .*\nsoft tree .*\n$/,
    "own-rows.mjs": /^rows\nmodel .*\n(.*\n)*soft tree .*\n(.*\n)*example-results\/own-rows\/report\.html\n$/,
    // the sides of the two moons are known: data/moons.ts
    "tree-to-javascript.mjs":
      /^exported-tree-\d+: model\.mjs, README\.md; as the tree on all \d+ test samples\n0,1: class 0 .*\n1,-0\.5: class 1 .*\n$/,
    "compare-two-runs.mjs": /^# B compared with A\n(.*\n)*.*epochs: 1 → 30\n/,
  };

  it("holds no program that is not run here", async () => {
    const programs = (await readdir(examples)).filter((name) => name.endsWith(".mjs"));
    expect(programs.sort()).toEqual(Object.keys(shown).sort());
  });

  it.each(Object.entries(shown))("%s ends well and prints %s", async (name, pattern) => {
    expect(await run(name)).toMatch(pattern);
  });

  it("README.md shows watch-a-run.mjs as it is", async () => {
    const program = (await readFile(join(examples, "watch-a-run.mjs"), "utf8")).replace(/^(\/\/.*\n)+/, "");
    expect(await readFile(join(packageRoot(), "README.md"), "utf8")).toContain(
      `\`\`\`js\n${program}\`\`\`\n`,
    );
  });
});
