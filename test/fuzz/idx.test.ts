import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIdx } from "../../src/data/idx.ts";
import { idxPayload } from "../../src/data/inflate.ts";
import { idxBytes } from "../data/idx-bytes.ts";
import { casesOf } from "./cases.ts";
import { badBytes } from "./mutations.ts";
import { survives } from "./survives.ts";

const images = idxBytes(
  [2, 3, 4],
  Array.from({ length: 24 }, (_, i) => i),
);
const labels = idxBytes([5], [1, 0, 1, 0, 1]);
const read = (bytes: Uint8Array) => parseIdx(idxPayload(bytes, "file"), "file");

test("parseIdx(bytes) of changed files has the shape and the values of the file, or says what is wrong", () => {
  fc.assert(
    fc.property(badBytes(images, labels), (bytes) => {
      const idx = survives(bytes.length, () => read(bytes));
      if (idx === null) return;
      // An IDX file that is right says of itself what it is: its bytes, made again from what was read, are the same.
      expect(idxBytes(idx.shape, idx.values)).toEqual(Buffer.from(bytes));
    }),
    casesOf("idx"),
  );
});

test("idxPayload(bytes) of changed gzip files is a file of the promised size, or says what is wrong", () => {
  const bomb = gzipSync(idxBytes([4_000_000], new Uint8Array(4_000_000)));
  fc.assert(
    fc.property(badBytes(gzipSync(images), gzipSync(labels), bomb), (bytes) => {
      const idx = survives(bytes.length, () => read(bytes));
      if (idx !== null) expect(idx.values).toHaveLength(idx.shape.reduce((size, extent) => size * extent, 1));
    }),
    casesOf("gzip"),
  );
});

test("idxPayload(bytes) inflates no more than 200 times a file", () => {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, 0x0801);
  new DataView(head.buffer).setUint32(4, 100e6);
  const bomb = gzipSync(Buffer.concat([head, Buffer.alloc(100e6)]));
  expect(() => read(bomb)).toThrow(/file: expected at most 200 times its \d+ compressed bytes/);
});
