import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CleanOptions, cleanStore } from "../src/clean-store.ts";
import { LockedError, lockStore } from "../src/store/lock.ts";
import { writeReferences } from "../src/store/references.ts";
import { openStore } from "../src/store/store.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

let storeDir = "";
beforeEach(async () => {
  storeDir = await mkdtemp(join(tmpdir(), "distilgrid-clean-"));
  for (const key of [a, b, c]) {
    await openStore(storeDir).commit(key, "student", [{ name: "file", bytes: new Uint8Array(100) }], {});
  }
});
afterEach(() => rm(storeDir, { recursive: true }));

const clean = (options: Partial<CleanOptions> = {}) =>
  cleanStore({ storeDir, forgotten: [], dryRun: false, ...options });
const keysLeft = async () => {
  const found = await Promise.all([a, b, c].map((key) => openStore(storeDir).verified(key)));
  return found.flatMap((record) => (record === null ? [] : [record.key]));
};
const twoStudies = async () => {
  await writeReferences(storeDir, { study: "one", engine: "native", keys: [a, d] }); // d is not done yet
  await writeReferences(storeDir, { study: "two", engine: "native", keys: [a, b] });
};

describe("cleanStore(options)", () => {
  it("cleanStore(options) removes what no study refers to, and a dry run tells the same and removes nothing", async () => {
    await twoStudies();
    const would = await clean({ dryRun: true });
    expect(would.removed.map(({ key }) => key)).toEqual([c]);
    expect(would.removed[0]!.bytes).toBeGreaterThan(100); // the file and its record
    expect([would.studies, would.kept.map(({ key }) => key)]).toEqual([
      ["one", "two"],
      [a, b],
    ]);
    expect(await keysLeft()).toEqual([a, b, c]);
    expect(await clean()).toEqual(would);
    expect(await keysLeft()).toEqual([a, b]);
    expect((await clean()).removed).toEqual([]);
  });

  it("cleanStore(options) removes what an interruption left without a record", async () => {
    await twoStudies();
    await rm(join(storeDir, "records", c.slice(0, 2), `${c}.json`));
    expect((await clean()).removed).toEqual([{ key: c, bytes: 100 }]);
    await expect(access(join(storeDir, "objects", c.slice(0, 2), c))).rejects.toThrow("ENOENT");
  });

  it("cleanStore(options) removes what only a forgotten study needed", async () => {
    await twoStudies();
    const { removed, studies } = await clean({ forgotten: ["two"] });
    expect([removed.map(({ key }) => key), studies]).toEqual([[b, c], ["one"]]);
    await expect(clean({ forgotten: ["two"] })).rejects.toThrow(
      "Expected the name of a study that the store knows after --forget, got `two`. It knows `one`.",
    );
  });

  it("cleanStore(options) keeps a study's artefacts on both engines", async () => {
    await writeReferences(storeDir, { study: "one", engine: "native", keys: [a] });
    await writeReferences(storeDir, { study: "one", engine: "portable", keys: [b] });
    expect((await clean()).removed.map(({ key }) => key)).toEqual([c]);
    await writeReferences(storeDir, { study: "one", engine: "portable", keys: [] }); // the study has changed
    expect((await clean()).removed.map(({ key }) => key)).toEqual([b]);
  });

  it("cleanStore(options) removes nothing where it is not known what studies refer to", async () => {
    await expect(clean()).rejects.toThrow(/does not know of any study that refers to its artefacts/);
    await twoStudies();
    await writeFile(join(storeDir, "studies", "two.native.json"), '{"study":"two","keys":[');
    await expect(clean()).rejects.toThrow(/^The file studies\/two\.native\.json of the store does not tell/);
    expect(await keysLeft()).toEqual([a, b, c]);
  });

  it("cleanStore(options) waits for no run: a store that is in use is left alone", async () => {
    await twoStudies();
    const lock = lockStore(storeDir, "one");
    await expect(clean()).rejects.toThrow(LockedError);
    lock.release();
    expect(await keysLeft()).toEqual([a, b, c]);
  });
});
