import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../src/store/store.ts";

const key = "ab".repeat(32);
const files = [{ name: "a.bin", bytes: Uint8Array.of(1, 2, 3) }];

describe("openStore(folder)", () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "distilgrid-store-"));
    store = openStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const object = () => join(folder, "objects", "ab", key, "a.bin");
  const record = () => join(folder, "records", "ab", `${key}.json`);

  it("verified(key) is null before commit() and gives kind, files and summary after it", async () => {
    expect(await store.verified(key)).toBeNull();
    await store.commit(key, "demo", files, { answer: 42 });
    const found = await store.verified(key);
    expect(found).toMatchObject({ kind: "demo", summary: { answer: 42 } });
    // sha256sum of the bytes 01 02 03, by coreutils
    expect(found!.files).toEqual([
      { name: "a.bin", bytes: 3, sha256: "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81" },
    ]);
    expect(await store.read(key, "a.bin")).toEqual(Buffer.from([1, 2, 3]));
  });

  it("verified(key) is null for a file cut short, changed or missing, and for a broken record", async () => {
    await store.commit(key, "demo", files, {});
    await truncate(object(), 2);
    expect(await store.verified(key)).toBeNull();
    await writeFile(object(), Uint8Array.of(1, 2, 4));
    expect(await store.verified(key)).toBeNull();
    await expect(store.read(key, "a.bin")).rejects.toThrow("does not match its hash");
    await rm(object());
    expect(await store.verified(key)).toBeNull();
    await store.commit(key, "demo", files, {});
    expect(await store.verified(key)).not.toBeNull();
    await truncate(record(), 10);
    expect(await store.verified(key)).toBeNull();
  });

  it("verified(key) is null for a summary that was changed, whichever way its hash was made", async () => {
    await store.commit(key, "demo", [], { b: 1, a: [0.5] });
    const committed = JSON.parse(await readFile(record(), "utf8")) as object;
    // sha256sum of {"b":1,"a":[0.5]}, and of the canonical {"a":[0.5],"b":1} of earlier versions, by coreutils
    const [own, canonical] = [
      "ea45dfba5827c0a661ac2114b83f26a94b9bc17c014aeeed13a29a9864f5483d",
      "1c6e9e1e92b8d1d5246b5ebb3591fcd42716c42b8323a237d3ebd430be8cc8ff",
    ];
    expect(committed).toMatchObject({ summarySha256: own });
    for (const summarySha256 of [own, canonical]) {
      await writeFile(record(), JSON.stringify({ ...committed, summarySha256 }));
      expect(await store.verified(key)).toMatchObject({ summary: { b: 1, a: [0.5] } });
      await writeFile(
        record(),
        JSON.stringify({ ...committed, summarySha256, summary: { b: 1, a: [0.25] } }),
      );
      expect(await store.verified(key)).toBeNull();
    }
  });

  it("commit() refuses a summary that JSON would change in silence", async () => {
    await expect(store.commit(key, "demo", files, { loss: Number.NaN })).rejects.toThrow("`NaN`");
    expect(await store.verified(key)).toBeNull();
  });

  it("commit() takes the place of an object that never got its record", async () => {
    await mkdir(join(folder, "objects", "ab", key), { recursive: true });
    await writeFile(object(), "half");
    expect(await store.verified(key)).toBeNull();
    await store.commit(key, "demo", files, {});
    expect(await store.verified(key)).not.toBeNull();
    expect(await readdir(join(folder, "staging"))).toEqual([]);
  });

  it("a key that is no hash never becomes a path", async () => {
    await expect(store.commit("../../etc", "demo", files, {})).rejects.toThrow("64 hexadecimal digits");
    await expect(store.verified("..")).rejects.toThrow("64 hexadecimal digits");
  });

  it("a record that names a file outside its folder counts as absent", async () => {
    await store.commit(key, "demo", files, {});
    const evil = { formatVersion: 1, key, kind: "demo", files: [{ name: "../../x", bytes: 0, sha256: "" }] };
    await writeFile(record(), JSON.stringify(evil));
    expect(await store.verified(key)).toBeNull();
  });

  it("sweep() deletes what a dead process left in staging, and nothing of a living one", async () => {
    const [dead, living] = ["999999999-x", `${process.pid}-y`];
    for (const name of [dead, living]) await mkdir(join(folder, "staging", name), { recursive: true });
    await store.sweep();
    expect(await readdir(join(folder, "staging"))).toEqual([living]);
  });
});
