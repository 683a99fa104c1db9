import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { exampleStudy } from "../study/example-study.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "distilgrid-handles-"));
  await writeFile(join(folder, "study.json"), JSON.stringify(exampleStudy()));
});
afterAll(() => rm(folder, { recursive: true }));

it.skipIf(process.platform === "win32")(
  "distilgrid run STUDY without file handles says so, with code 2",
  () => {
    const main = join(packageRoot(), "dist/src/cli/main.js");
    const script = 'ulimit -n 40 && exec "$0" "$@"';
    const args = ["-c", script, process.execPath, main, "run", "study.json", "--engine", "portable"];
    const { status, stderr } = spawnSync("bash", args, { cwd: folder, encoding: "utf8" });
    expect(stderr).toMatch(/^error: EMFILE: .* Too many files are open: raise the limit \(ulimit -n\)\./);
    expect(status).toBe(2);
  },
);
