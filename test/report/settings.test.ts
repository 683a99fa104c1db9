import { describe, expect, it } from "vitest";
import { axisText, studentText, trainingText } from "../../src/report/settings.ts";
import { type MlpStudentSpec, studentSchema } from "../../src/study/schema.ts";

const student = (fields: object) =>
  studentSchema.parse({ name: "s", kind: "mlp", labels: "hard", epochs: 3, ...fields }) as MlpStudentSpec;

describe("trainingText(spec)", () => {
  it("names the optimizer, its rate, batch and epochs, and nothing that is off", () => {
    expect(trainingText(student({}))).toBe("Adam 0.001, batch 128, 3 epochs");
  });

  it("names what a study has switched on", () => {
    const spec = student({ schedule: "cosine", warmupSteps: 100, weightDecay: 0.01, labelSmoothing: 0.1 });
    expect(trainingText(spec)).toBe(
      "Adam 0.001, cosine schedule, warm-up 100 steps, weight decay 0.01, label smoothing 0.1, batch 128, 3 epochs",
    );
  });
});

describe("studentText(spec, variant)", () => {
  it("names the activation unless it is ReLU", () => {
    expect(studentText(student({ activation: "tanh" }), {})).toContain("hidden 10-10 tanh;");
    expect(studentText(student({}), {})).toContain("hidden 10-10;");
  });
});

describe("axisText(axis, value)", () => {
  it("puts each axis into words", () => {
    expect(axisText("weightDecay", 0.1)).toBe("weight decay 0.1");
    expect(axisText("schedule", "cosine")).toBe("cosine schedule");
    expect(axisText("warmupSteps", 50)).toBe("warm-up 50 steps");
    expect(axisText("labelSmoothing", 0.2)).toBe("label smoothing 0.2");
    expect(axisText("activation", "tanh")).toBe("activation tanh");
  });
});
