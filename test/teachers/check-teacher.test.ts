import { describe, expect, it } from "vitest";
import { type TeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { checkTeacherFits } from "../../src/teachers/check-teacher.ts";
import { UserError } from "../../src/user-error.ts";

const teacher = (fields: object): TeacherSpec =>
  teacherSchema.parse({ name: "teacher", epochs: 1, hidden: [4], ...fields });
const conv = (kernelSize: number, pooling: number) => teacher({ kind: "conv", kernelSize, pooling });

describe("checkTeacherFits(spec, experiment, inputShape)", () => {
  it("takes a convolution that leaves a pixel", () => {
    expect(() => checkTeacherFits(conv(3, 0), "demo", [3, 5, 1])).not.toThrow();
    expect(() => checkTeacherFits(conv(3, 6), "demo", [8, 9, 1])).not.toThrow();
  });

  it("refuses a kernel or pooling larger than the image, and samples that are no images", () => {
    expect(() => checkTeacherFits(conv(9, 0), "demo", [8, 8, 1])).toThrow(UserError);
    expect(() => checkTeacherFits(conv(3, 7), "demo", [8, 8, 1])).toThrow("images of 8 x 8, got 3 and 7");
    expect(() => checkTeacherFits(conv(3, 0), "demo", [12])).toThrow("samples of shape [12]");
  });

  it("refuses jitter of samples that are no images, and nothing else of an mlp or an ensemble", () => {
    const shifted = teacher({ kind: "mlp", jitter: 2 });
    expect(() => checkTeacherFits(shifted, "demo", [8, 8, 1])).not.toThrow();
    expect(() => checkTeacherFits(shifted, "demo", [2])).toThrow(UserError);
    expect(() => checkTeacherFits(shifted, "demo", [2])).toThrow(
      'teacher "teacher" of experiment "demo", whose `jitter` is 2, got samples of shape [2]',
    );
    const dropout = { input: 0.2, hidden: 0.5 };
    expect(() => checkTeacherFits(teacher({ kind: "mlp", dropout }), "demo", [2])).not.toThrow();
    const ensemble = teacherSchema.parse({ name: "both", kind: "ensemble", members: ["a", "b"] });
    expect(() => checkTeacherFits(ensemble, "demo", [2])).not.toThrow();
  });
});
