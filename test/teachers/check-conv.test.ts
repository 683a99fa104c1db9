import { describe, expect, it } from "vitest";
import type { ConvTeacherSpec } from "../../src/study/schema.ts";
import { checkConvFits } from "../../src/teachers/check-conv.ts";
import { UserError } from "../../src/user-error.ts";

const spec = (kernelSize: number, pooling: number) =>
  ({ name: "teacher", kind: "conv", kernelSize, pooling }) as ConvTeacherSpec;

describe("checkConvFits(spec, experiment, inputShape)", () => {
  it("takes what leaves a pixel", () => {
    expect(() => checkConvFits(spec(3, 0), "demo", [3, 5, 1])).not.toThrow();
    expect(() => checkConvFits(spec(3, 6), "demo", [8, 9, 1])).not.toThrow();
  });

  it("refuses a kernel or pooling larger than the image, and samples that are no images", () => {
    expect(() => checkConvFits(spec(9, 0), "demo", [8, 8, 1])).toThrow(UserError);
    expect(() => checkConvFits(spec(3, 7), "demo", [8, 8, 1])).toThrow("images of 8 x 8, got 3 and 7");
    expect(() => checkConvFits(spec(3, 0), "demo", [12])).toThrow("samples of shape [12]");
  });
});
