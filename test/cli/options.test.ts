import { describe, expect, it } from "vitest";
import { memorySize } from "../../src/cli/options.ts";

describe("memorySize(text)", () => {
  it.each([
    ["6GB", 6e9],
    ["6 gb", 6e9],
    ["6G", 6e9],
    ["1.5GiB", 1_610_612_736], // 1.5 * 1024^3
    ["800MB", 8e8],
    ["2Ti", 2_199_023_255_552], // 2 * 1024^4
    ["5000kB", 5e6],
    ["4000000", 4e6],
    ["7000000B", 7e6],
  ])("reads %s as %i bytes", (text, bytes) => {
    expect(memorySize(text)).toBe(bytes);
  });

  it.each(["", "GB", "6", "0GB", "-6GB", "6EB", "six GB", "1e9", "6GBs", "NaN", "999999999TB"])(
    "refuses %j",
    (text) => {
      expect(() => memorySize(text)).toThrow("at least 1 MB, such as 6GB, 1.5GiB or 800MB");
    },
  );
});
