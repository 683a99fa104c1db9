import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idxPayload } from "../../src/data/inflate.ts";
import { stream } from "../../src/random/stream.ts";
import { UserError } from "../../src/user-error.ts";
import { idxBytes } from "./idx-bytes.ts";

const random = stream(1, "noise");
const noise = (length: number) => Uint8Array.from({ length }, () => random.int(256)); // does not compress
const good = idxBytes([100, 100], noise(10_000));
const failure = (bytes: Uint8Array) => () => idxPayload(bytes, "digits.gz");

describe("idxPayload(bytes, file)", () => {
  it("hands a plain file back as it is", () => {
    expect(idxPayload(good, "digits")).toBe(good);
  });

  it("inflates a gzip file, known by its first bytes", () => {
    expect(Buffer.compare(idxPayload(gzipSync(good), "digits"), good)).toBe(0);
  });

  it.each([
    ["a truncated file", gzipSync(good).subarray(0, 5000), "The file is truncated"],
    ["a file cut in its first bytes", gzipSync(good).subarray(0, 12), "got 0 bytes in all"],
    ["a changed byte", gzipSync(good).map((byte, i) => (i === 6000 ? byte ^ 0xff : byte)), "damaged"],
    [
      "a wrong checksum",
      gzipSync(good).map((byte, i, all) => (i === all.length - 8 ? byte ^ 1 : byte)),
      "damaged",
    ],
    ["something else in gzip", gzipSync(Buffer.from("<html></html>")), "at offset 0, got `3c 68 74`"],
  ])("refuses %s", (_, bytes, message) => {
    expect(failure(bytes)).toThrow(UserError);
    expect(failure(bytes)).toThrow(message);
  });

  it("stops at the length that the header promises", () => {
    // 100 MB of zeros in about 100 kB, behind a header that promises 4 values.
    const bomb = gzipSync(Buffer.concat([idxBytes([4], [1, 2, 3, 4]), Buffer.alloc(100_000_000)]));
    const before = process.memoryUsage().arrayBuffers;
    expect(failure(bomb)).toThrow("to end at byte 12, as the header says (4), got more than that");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it("answers any change of a gzip file with a payload or a UserError", () => {
    const small = gzipSync(idxBytes([3, 4], noise(12)));
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.nat(255), fc.nat(small.length), (at, byte, length) => {
        const bytes = Uint8Array.from(small)
          .fill(byte, at, at + 1)
          .subarray(0, length);
        try {
          idxPayload(bytes, "any");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
