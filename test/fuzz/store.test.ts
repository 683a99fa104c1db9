import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cleanStore } from "../../src/clean-store.ts";
import { birthOf } from "../../src/machine/alive.ts";
import { writeReport } from "../../src/report/report.ts";
import { isMade, noteMade } from "../../src/results/made-files.ts";
import { liveHolder, lockStore } from "../../src/store/lock.ts";
import { readReferences } from "../../src/store/references.ts";
import { readRunning } from "../../src/store/running.ts";
import { openStore } from "../../src/store/store.ts";
import { UserError } from "../../src/user-error.ts";
import { writeResults } from "../../src/write-results.ts";
import { study } from "../report/fixture.ts";
import { casesOf } from "./cases.ts";
import { badJson } from "./mutations.ts";
import { survives, survivesLater } from "./survives.ts";

let parent: string;
let folder: string;
let outside: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "distilgrid-fuzz-"));
  [folder, outside] = [join(parent, "store"), join(parent, "outside")];
  await mkdir(outside);
  await writeFile(join(outside, "precious"), "kept");
});
/** Whatever was tried, nothing was written beside the store, and nothing removed. */
afterEach(async () => {
  expect((await readdir(parent)).filter((name) => name !== "store")).toEqual(["outside"]);
  expect(readdirSync(outside)).toEqual(["precious"]);
  expect(readFileSync(join(outside, "precious"), "utf8")).toBe("kept");
  await rm(parent, { recursive: true });
});

const key = "ab".repeat(32);

test("verified(key) of changed records is null, or the record that a run wrote", async () => {
  const store = openStore(folder);
  await store.commit(key, "demo", [{ name: "a.bin", bytes: Uint8Array.of(1, 2, 3) }], { answer: [42] });
  const path = join(folder, "records", "ab", `${key}.json`);
  const record = JSON.parse(readFileSync(path, "utf8"));
  const noneOf = (files: unknown) => ({ ...record, files });
  const named = (name: unknown) => noneOf([{ ...record.files[0], name }]);
  const bad = badJson(
    record,
    noneOf([null]),
    named("../../../outside/precious"),
    named(["a.bin"]),
    named("a/../a.bin"),
  );
  await fc.assert(
    fc.asyncProperty(bad, async (text) => {
      await writeFile(path, text);
      const found = await survivesLater(text.length, () => store.verified(key));
      if (found === null) return;
      expect(found.summary).toEqual({ answer: [42] });
      for (const { name } of found.files) expect(name).toBe("a.bin");
    }),
    casesOf("record of a store"),
  );
});

test("verified(key) reads a record without a summary, or with one too deep to hash, as none", async () => {
  const store = openStore(folder);
  await store.commit(key, "demo", [], {});
  const path = join(folder, "records", "ab", `${key}.json`);
  const record = JSON.parse(readFileSync(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...record, summary: undefined }));
  expect(await store.verified(key)).toBeNull();
  await writeFile(
    path,
    JSON.stringify(record).replace('"summary":{}', `"summary":${"[".repeat(50_000)}${"]".repeat(50_000)}`),
  );
  expect(await store.verified(key)).toBeNull();
});

test("readReferences, readRunning and liveHolder of changed files are what they should be, or say what is wrong", async () => {
  await mkdir(join(folder, "studies"), { recursive: true });
  const holder = { pid: process.pid, born: birthOf(process.pid), host: hostname(), study: "s" };
  const files = [
    { name: "studies/s.native.json", value: { study: "s", engine: "native", keys: [key] } },
    { name: "running.json", value: { pid: process.pid, jobs: [{ job: "a/b", keys: [key] }] } },
    { name: "lock.json", value: holder },
  ];
  const bad = fc
    .constantFrom(...files)
    .chain((file) => badJson(file.value).map((text) => ({ ...file, text })));
  await fc.assert(
    fc.asyncProperty(bad, async ({ name, text }) => {
      for (const file of files) await writeFile(join(folder, file.name), JSON.stringify(file.value));
      await writeFile(join(folder, name), text);
      for (const references of (await survivesLater(text.length, () => readReferences(folder))) ?? []) {
        expect(`${references.study}.${references.engine}`).toBe("s.native");
      }
      const jobs = survives(text.length, () => readRunning(folder));
      expect(
        jobs!.every(
          ({ job, keys }) => typeof job === "string" && keys.every((one) => typeof one === "string"),
        ),
      ).toBe(true);
      const found = survives(text.length, () => liveHolder(folder));
      if (found !== null)
        expect([found.host, found.study, found.born].map((one) => typeof one)).toEqual(
          Array(3).fill("string"),
        );
    }),
    casesOf("files of a store"),
  );
});

test.each(["made", "staging", "objects", "records", "studies", "objects/ab", "records/ab"])(
  "lockStore(folder) refuses a store whose %s is a link, and nothing is removed there",
  async (name) => {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await symlink(outside, join(folder, name));
    expect(() => lockStore(folder, "s")).toThrow(/expected a folder of the store, got a link/);
    await expect(cleanStore({ storeDir: folder, forgotten: [], dryRun: false })).rejects.toThrow(UserError);
  },
);

test.each(["lock.json", "running.json", "lock.json.takeover"])(
  "lockStore(folder) refuses a link as %s",
  async (name) => {
    await mkdir(folder);
    await symlink(join(outside, "precious"), join(folder, name));
    expect(() => lockStore(folder, "s")).toThrow(/expected a file of the store, got a link/);
    await rm(join(folder, name));
    await symlink(join(outside, "not-there"), join(folder, name));
    expect(() => lockStore(folder, "s")).toThrow(UserError);
  },
);

test("lockStore(folder) never writes through a link in the place of its draft", async () => {
  await mkdir(folder);
  await symlink(join(outside, "precious"), join(folder, `lock.json.${process.pid}`));
  lockStore(folder, "s").release();
});

test("sweep() leaves what no run made", async () => {
  await mkdir(join(folder, "staging", "mine"), { recursive: true });
  await openStore(folder).sweep();
  expect(existsSync(join(folder, "staging", "mine"))).toBe(true);
});

test("isMade(made) takes a pipe for no note, and a file that is one for gone", async () => {
  const made = { storeDir: folder, study: "s", folder, from: [] };
  await mkdir(folder);
  execFileSync("mkfifo", [join(folder, "report.md")]);
  await noteMade(made, ["report.md"]);
  expect(await isMade(made)).toBe(false);
  await rm(join(folder, "made", "s.json"));
  execFileSync("mkfifo", [join(folder, "made", "s.json")]);
  expect(await isMade(made)).toBe(false);
});

test("writeResults(folder, results) removes no draft through figures that are a link", async () => {
  await mkdir(folder);
  await symlink(outside, join(folder, "figures"));
  const draft = join(outside, "999999999-0-0.draft"); // no process has that id
  await writeFile(draft, "theirs");
  const results = { study, rows: [], command: "", datasetOf: () => null as never };
  const costs = { engine: "", workers: 1, wallMs: 0, peakBytes: null, timings: [], rows: 0, cachedRows: 0 };
  await expect(writeResults(folder, results, costs, folder)).rejects.toThrow(/got a link/);
  expect(existsSync(draft)).toBe(true);
  await rm(draft);
});

test("writeReport(folder, report) refuses figures that are a link, and removes nothing there", async () => {
  await mkdir(folder);
  await symlink(outside, join(folder, "figures"));
  await expect(writeReport(folder, { markdown: "", html: "", figures: [] })).rejects.toThrow(/got a link/);
});
