// A run is killed at each of its commits in turn, and at fifty random moments; the run after it goes on. Nothing that was
// committed is lost or made again, no file is half written, and what comes out in the end has the bytes of a run that
// nobody disturbed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { stream } from "../../src/random/stream.ts";
import { openStore } from "../../src/store/store.ts";

const study = {
  name: "killed",
  seeds: [1],
  experiments: [
    {
      name: "moons",
      dataset: { name: "moons", n: 60, validation: 30, test: 60, noise: 0.3 },
      teachers: [{ name: "network", kind: "mlp", hidden: [4], epochs: 2 }],
      students: [
        { name: "hard", kind: "tree", labels: "hard", grid: { maxDepth: [1, 2] } },
        { name: "soft", kind: "tree", labels: "soft", baseline: "hard", grid: { maxDepth: [1, 2] } },
        { name: "network", kind: "mlp", labels: "soft", hidden: [2], epochs: 1 },
      ],
    },
  ],
};
/** Data, a teacher, a shard, its labels, four trees and a network. */
const commits = 9;

const killer = fileURLToPath(new URL("kill-after-rename.mjs", import.meta.url));
const main = join(packageRoot(), "dist/src/cli/main.js");

describe("distilgrid run STUDY", () => {
  let folder = "";
  let undisturbed: ReadonlyMap<string, string>;
  let wholeMs = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-kill-"));
    await writeFile(join(folder, "killed.json"), JSON.stringify(study));
    const started = performance.now();
    expect(await run("undisturbed")).toBe("done");
    wholeMs = performance.now() - started;
    undisturbed = await resultsOf("undisturbed");
    expect([...undisturbed.keys()]).toEqual(
      expect.arrayContaining(["report.html", "report.md", "results.csv", "results.jsonl", "study.yaml"]),
    );
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 3 }));

  const storeOf = (name: string) => join(folder, name, "store");

  /** Runs the command, and kills it after so many renames under a folder, or after so many milliseconds. */
  async function run(
    name: string,
    { under = "", renames = 0, afterMs = 0 } = {},
  ): Promise<"done" | "killed" | string> {
    const args = [
      "run",
      join(folder, "killed.json"),
      "--engine",
      "portable",
      "--workers",
      "2",
      "--quiet",
      "--no-cost",
    ];
    const folders = ["--results", join(folder, name, "results"), "--store", storeOf(name)];
    const count = join(folder, `count-${name}`);
    await rm(count, { force: true });
    const kills = { KILL_UNDER: under, KILL_AFTER: String(renames), KILL_COUNT: count };
    const imports = renames > 0 ? { NODE_OPTIONS: `--import=${pathToFileURL(killer)}` } : {};
    const child = spawn(process.execPath, [main, ...args, ...folders], {
      env: { ...process.env, ...kills, ...imports },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said = text(child.stderr);
    const timer = afterMs > 0 ? setTimeout(() => child.kill("SIGKILL"), afterMs) : undefined;
    const [code, signal] = await once(child, "close");
    clearTimeout(timer);
    if (signal === "SIGKILL") return "killed";
    return code === 0 ? "done" : await said;
  }

  /** Each committed record by its key: the file that it is, which a second commit would replace. */
  async function committed(name: string): Promise<Map<string, string>> {
    const records = await filesIn(join(storeOf(name), "records"));
    const found = new Map<string, string>();
    for (const path of records.filter((file) => file.endsWith(".json"))) {
      const { ino, mtimeMs } = await stat(join(storeOf(name), "records", path));
      found.set(path.slice(3, -5), `${ino} ${mtimeMs}`);
    }
    return found;
  }

  /** What was committed is still there, the same file, and whole. */
  async function expectNothingLost(name: string, before: ReadonlyMap<string, string>) {
    const now = await committed(name);
    for (const [key, file] of before) expect(now.get(key), key).toBe(file);
    const store = openStore(storeOf(name));
    for (const key of now.keys()) expect(await store.verified(key), key).not.toBeNull();
    for (const [path, content] of await resultsOf(name)) expect(content, path).toBe(undisturbed.get(path));
    return now;
  }

  /** What a run writes that does not change from run to run. */
  async function resultsOf(name: string): Promise<ReadonlyMap<string, string>> {
    const results = join(folder, name, "results", "killed");
    const changing = /^(environment\.json|timings\.jsonl|cost\.md)$|\.draft$/;
    const paths = (await filesIn(results)).filter((path) => !changing.test(path)).sort();
    return new Map(
      await Promise.all(
        paths.map(async (path) => [path, await readFile(join(results, path), "utf8")] as const),
      ),
    );
  }

  async function expectSameResults(name: string) {
    const results = await resultsOf(name);
    expect([...results.keys()]).toEqual([...undisturbed.keys()]);
    for (const [path, content] of results) expect(content, path).toBe(undisturbed.get(path));
    expect((await committed(name)).size).toBe(commits);
    const rows = results.get("results.jsonl")!.trimEnd().split("\n");
    expect(new Set(rows).size).toBe(rows.length);
  }

  it(
    "survives a kill after each object and each record that it commits, one after the other",
    async () => {
      let known: ReadonlyMap<string, string> = new Map();
      let kills = 0;
      for (;;) {
        const under = storeOf("commits");
        const ending = await run("commits", {
          under: join(under, kills % 2 === 0 ? "objects" : "records"),
          renames: 1,
        });
        known = await expectNothingLost("commits", known);
        if (ending === "done") break;
        expect(ending).toBe("killed");
        kills++;
      }
      expect(kills).toBeGreaterThanOrEqual(2 * commits);
      await expectSameResults("commits");
      console.log(`survived ${kills} kills after an object or a record`);
    },
    minutes(4),
  );

  it(
    "survives a kill after the first, second, fourth, eighth ... file of its results, of which all are written in the same way",
    async () => {
      let known: ReadonlyMap<string, string> = new Map();
      let [last, kills] = [0, 0];
      for (let renames = 1; ; renames *= 2) {
        const ending = await run("results", { under: join(folder, "results", "results"), renames });
        known = await expectNothingLost("results", known);
        if (ending === "done") {
          break;
        }
        expect(ending).toBe("killed");
        last = renames;
        kills++;
      }
      expect(last).toBeGreaterThan(undisturbed.size / 4);
      await expectSameResults("results");
      console.log(`survived ${kills} kills after a file of the results`);
    },
    minutes(4),
  );

  it(
    "survives kills at fifty random moments",
    async () => {
      const { uniform } = stream(1, "moments");
      let name = "random-0";
      let known: ReadonlyMap<string, string> = new Map();
      let [kills, spentMs] = [0, 0];
      for (let moment = 1; moment <= 50; moment++) {
        // Within about what is left to do, or the more of a study is done, the more moments would come after the end.
        const afterMs = 1 + uniform() * Math.max(wholeMs / 4, wholeMs - spentMs);
        const ending = await run(name, { afterMs });
        spentMs += afterMs;
        known = await expectNothingLost(name, known);
        if (ending === "killed") kills++;
        else {
          expect(ending).toBe("done");
          await expectSameResults(name);
          [name, known, spentMs] = [`random-${moment}`, new Map(), 0];
        }
      }
      console.log(`survived ${kills} kills at fifty random moments, some of which come after the end`);
      expect(kills).toBeGreaterThan(25);
      expect(await run(name)).toBe("done");
      await expectNothingLost(name, known);
      await expectSameResults(name);
    },
    minutes(6),
  );
});

function minutes(count: number): number {
  return count * 60_000;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
