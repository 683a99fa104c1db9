import { describe, expect, it } from "vitest";
import { coresFinding, memoryFinding, nativeFinding, nodeFinding } from "../src/doctor.ts";

describe("nodeFinding(version)", () => {
  it.each([
    ["20.19.0", "ok"],
    ["22.3.1", "ok"],
    ["20.18.3", "missing"],
    ["18.20.0", "missing"],
  ])("nodeFinding(%j) is %s", (version, state) => {
    expect(nodeFinding(version).state).toBe(state);
  });
});

describe("coresFinding(cores, limit)", () => {
  it("coresFinding(8, 2.5) names a number of workers that the limit can feed", () => {
    expect(coresFinding(8, 2.5)).toEqual({
      name: "cores",
      state: "warning",
      value: "8, limited to 2.5 by the control group",
      remedy: "Use `--workers 2`.",
    });
    expect(coresFinding(8, 0.5).remedy).toBe("Use `--workers 1`.");
  });

  it("coresFinding(cores, limit) is ok without a limit or with a wide one", () => {
    expect(coresFinding(2, null)).toMatchObject({ state: "ok", value: "2", remedy: null });
    expect(coresFinding(2, 2)).toMatchObject({ state: "ok", value: "2" });
  });
});

describe("memoryFinding(total, limit)", () => {
  it("memoryFinding(total, limit) goes by the smaller of the two", () => {
    expect(memoryFinding(16e9, 2e9)).toMatchObject({
      state: "warning",
      value: "2.0 GB by the control group",
    });
    expect(memoryFinding(16e9, 32e9)).toMatchObject({ state: "ok", value: "16.0 GB", remedy: null });
    expect(memoryFinding(3e9, null).state).toBe("warning");
  });
});

describe("nativeFinding(native)", () => {
  const there = { state: "available", tensorflow: "2.21.0", tfjsNode: "4.22.0" } as const;

  it("is fine with the lane kernel, and a warning with its remedy without", () => {
    expect(nativeFinding({ ...there, laneKernel: "lanes.node" })).toEqual({
      name: "native engine",
      state: "ok",
      value: "tfjs-node 4.22.0, TensorFlow 2.21.0, lane kernel",
      remedy: null,
    });
    const without = nativeFinding({ ...there, laneKernel: null });
    expect(without).toMatchObject({
      state: "warning",
      value: expect.stringContaining("without the lane kernel"),
    });
    expect(without.remedy).toContain("npm run setup:native");
  });
});
