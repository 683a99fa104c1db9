import { describe, expect, it } from "vitest";
import { axisText, studentText, teacherText, trainingText, variantText } from "../../src/report/settings.ts";
import {
  type MlpStudentSpec,
  type StudentSpec,
  studentSchema,
  teacherSchema,
} from "../../src/study/schema.ts";

const student = (fields: object) =>
  studentSchema.parse({ name: "s", kind: "mlp", labels: "hard", epochs: 3, ...fields }) as MlpStudentSpec;

const tree = (fields: object) => studentSchema.parse({ name: "s", kind: "tree", labels: "soft", ...fields });
const softTree = (fields: object) =>
  studentSchema.parse({ name: "s", kind: "soft-tree", labels: "soft", epochs: 3, ...fields });

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

  it("calls a network without a hidden layer softmax regression", () => {
    const training = "Adam 0.001, batch 128, 3 epochs";
    const spec = student({ hidden: [], activation: "tanh" });
    expect(studentText(spec, {})).toBe(`hard labels; softmax regression; ${training}`);
    const teacher = teacherSchema.parse({ name: "t", kind: "mlp", hidden: [], epochs: 3 });
    expect(teacherText(teacher)).toBe(`teacher; softmax regression; ${training}`);
  });

  it("tells what a grid has chosen, and of the soft term what it had not", () => {
    const spec = student({ labels: "soft", alpha: 0.5 });
    const rest = "hidden 10-10; Adam 0.001, batch 128, 3 epochs";
    expect(studentText(spec, {})).toBe(`soft labels; T = 2, α = 0.5; ${rest}`);
    expect(studentText(spec, { temperature: 2 })).toBe(
      `soft labels; T = 2 (chosen on validation); α = 0.5; ${rest}`,
    );
    expect(studentText(spec, { temperature: 2, alpha: 0.5 })).toBe(
      `soft labels; T = 2, α = 0.5 (chosen on validation); ${rest}`,
    );
    expect(studentText(student({}), { epochs: 3 })).toBe(
      `hard labels; 3 epochs (chosen on validation); ${rest}`,
    );
  });

  it.each<[StudentSpec, string]>([
    [tree({ labels: "hard" }), "hard labels; unpruned classification tree"],
    [tree({}), "soft labels; T = 1; unpruned regression tree"],
    [tree({ targets: "logits" }), "soft labels; unpruned regression tree on logits"],
    [
      tree({ temperature: 3, maxDepth: 0, maxLeaves: 1, minSamplesLeaf: 5, costComplexity: 0.001 }),
      "soft labels; T = 3; regression tree, max depth 0, max 1 leaf, min 5 samples a leaf, cost complexity 0.001",
    ],
    [tree({ implementation: "ml-cart" }), "soft labels; unpruned regression tree by ml-cart"],
    [
      tree({ implementation: "ml-cart", labels: "hard" }),
      "hard labels; unpruned classification tree by ml-cart",
    ],
  ])("tells what a tree fits and what stops it: $1", (spec, text) => {
    expect(studentText(spec, {})).toBe(text);
  });

  it("tells what a tree's grid has chosen", () => {
    const variant = { temperature: 2, maxDepth: 8 };
    expect(studentText(tree(variant), variant)).toBe(
      "soft labels; T = 2, max depth 8 (chosen on validation); regression tree",
    );
    const unlimited = { maxDepth: "unlimited" };
    expect(studentText(tree({ minSamplesLeaf: 5 }), unlimited)).toBe(
      "soft labels; unlimited depth (chosen on validation); T = 1; regression tree, min 5 samples a leaf",
    );
  });

  it("names a soft tree's depth and prediction, and nothing that is off", () => {
    const training = "Adam 0.001, batch 128, 3 epochs";
    expect(studentText(softTree({ balancePenalty: 0, prediction: "all-leaves" }), {})).toBe(
      `soft labels; T = 2, α = 1; soft decision tree of depth 8, all leaves; ${training}`,
    );
    const spec = softTree({ labels: "hard", depth: 4, inverseTemperature: 2 });
    expect(studentText(spec, { depth: 4 })).toBe(
      "hard labels; depth 4 (chosen on validation); " +
        `soft decision tree of depth 4, inverse temperature 2, balance penalty 0.1, likeliest leaf; ${training}`,
    );
  });
});

describe("axisText(axis, value)", () => {
  it("puts each axis into words", () => {
    expect(axisText("weightDecay", 0.1)).toBe("weight decay 0.1");
    expect(axisText("schedule", "cosine")).toBe("cosine schedule");
    expect(axisText("warmupSteps", 50)).toBe("warm-up 50 steps");
    expect(axisText("labelSmoothing", 0.2)).toBe("label smoothing 0.2");
    expect(axisText("activation", "tanh")).toBe("activation tanh");
    expect(axisText("hidden", [])).toBe("no hidden layer");
    expect(axisText("targets", "logits")).toBe("targets logits");
    expect(axisText("maxDepth", 4)).toBe("max depth 4");
    expect(axisText("maxDepth", "unlimited")).toBe("unlimited depth");
    expect(axisText("maxLeaves", 64)).toBe("max 64 leaves");
    expect(axisText("maxLeaves", "unlimited")).toBe("unlimited leaves");
    expect(axisText("minSamplesLeaf", 1)).toBe("min 1 sample a leaf");
    expect(axisText("costComplexity", 0.01)).toBe("cost complexity 0.01");
    expect(axisText("depth", 4)).toBe("depth 4");
    expect(axisText("inverseTemperature", 2)).toBe("inverse temperature 2");
    expect(axisText("balancePenalty", 0.1)).toBe("balance penalty 0.1");
    expect(axisText("prediction", "likeliest-leaf")).toBe("likeliest leaf");
  });
});

describe("variantText(variant)", () => {
  it("puts the axes of a cell into one line", () => {
    const variant = { temperature: 4, targets: "probabilities", maxDepth: 8, costComplexity: 0 };
    expect(variantText(variant)).toBe("T = 4, targets probabilities, max depth 8, cost complexity 0");
    expect(variantText({})).toBe("");
  });
});
