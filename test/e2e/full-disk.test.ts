// A study on file systems that are too small for it, of several sizes, or that can only be read; where the machine does not let us mount one, skipped.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { openStore } from "../../src/store/store.ts";

const study = {
  name: "full",
  seeds: [1, 2],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 200, validation: 100, test: 1000, noise: 0.3 },
      teachers: [{ name: "network", kind: "mlp", hidden: [16], epochs: 2 }],
      students: [
        { name: "hard", kind: "tree", labels: "hard" },
        { name: "soft", kind: "tree", labels: "soft", baseline: "hard" },
      ],
    },
  ],
};

/** Whether a small file system can be mounted at a folder. */
function mounted(folder: string, kilobytes: number): boolean {
  const args = ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder];
  return process.platform === "linux" && spawnSync("mount", args).status === 0;
}

describe("distilgrid run STUDY on a full disk, or one that can only be read", () => {
  let folder = "";
  let canMount = false;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-full-"));
    await mkdir(join(folder, "disk"));
    await writeFile(join(folder, "full.json"), JSON.stringify(study));
    canMount = mounted(join(folder, "disk"), 64);
    if (canMount) spawnSync("umount", [join(folder, "disk")]);
  });
  afterAll(async () => {
    spawnSync("umount", [join(folder, "disk")]);
    await rm(folder, { recursive: true, maxRetries: 3 });
  });

  async function run(store: string, results: string) {
    const main = join(packageRoot(), "dist/src/cli/main.js");
    const args = [
      "run",
      join(folder, "full.json"),
      "--engine",
      "portable",
      "-q",
      "--no-cost",
      "--store",
      store,
      "--results",
      results,
    ];
    const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    return { code: code as number, stderr };
  }

  const resultsIn = async (results: string) => {
    const names = await readdir(join(results, "full")).catch((): string[] => []);
    const whole = ["report.html", "report.md", "results.csv", "results.jsonl", "study.yaml"].filter((name) =>
      names.includes(name),
    );
    return new Map(
      await Promise.all(
        whole.map(async (name) => [name, await readFile(join(results, "full", name), "utf8")] as const),
      ),
    );
  };

  it("writes no file in part, says what is full, and goes on with room to the same bytes", async ({
    skip,
  }) => {
    skip(!canMount, "no file system can be mounted here");
    const [disk, other] = [join(folder, "disk"), join(folder, "other")];
    expect((await run(join(other, "store"), join(other, "results"))).code).toBe(0);
    const undisturbed = await resultsIn(join(other, "results"));
    let failures = 0;
    for (const kilobytes of [4, 24, 60, 120, 260, 600]) {
      expect(mounted(disk, kilobytes)).toBe(true);
      const { code, stderr } = await run(join(disk, "store"), join(disk, "results"));
      if (code !== 0) {
        failures++;
        expect(stderr, `${kilobytes} KB`).toMatch(/ENOSPC/);
        expect(stderr).not.toContain("internal error");
        expect([2, 3]).toContain(code);
      }
      const results = await resultsIn(join(disk, "results"));
      if (code !== 3)
        for (const [name, content] of results) expect(content, name).toBe(undisturbed.get(name));
      const keys = (
        await readdir(join(disk, "store", "records"), { recursive: true }).catch(() => [])
      ).filter((name) => name.endsWith(".json"));
      const store = openStore(join(disk, "store"));
      for (const name of keys) expect(await store.verified(name.slice(3, -5)), name).not.toBeNull();
      // With room.
      expect(spawnSync("mount", ["-o", "remount,size=20m", disk]).status).toBe(0);
      expect((await run(join(disk, "store"), join(disk, "results"))).code).toBe(0);
      expect(await resultsIn(join(disk, "results"))).toEqual(undisturbed);
      spawnSync("umount", [disk]);
    }
    expect(failures).toBeGreaterThanOrEqual(4);
  }, 240_000);

  it("ends before any job where a folder can only be read, and names the option that chooses another", async ({
    skip,
  }) => {
    skip(!canMount, "no file system can be mounted here");
    const [disk, other] = [join(folder, "disk"), join(folder, "beside")];
    expect(mounted(disk, 64)).toBe(true);
    expect(spawnSync("mount", ["-o", "remount,ro", disk]).status).toBe(0);
    for (const [store, results, option] of [
      [disk, other, "--store"],
      [other, disk, "--results"],
    ] as const) {
      const { code, stderr } = await run(join(store, "store"), join(results, "results"));
      expect(code).toBe(2);
      expect(stderr).toMatch(new RegExp(`Cannot write to .*EROFS.*${option}`));
    }
    expect(await readdir(disk)).toEqual([]);
    expect(await resultsIn(join(other, "results"))).toEqual(new Map());
    spawnSync("umount", [disk]);
  }, 60_000);
});
