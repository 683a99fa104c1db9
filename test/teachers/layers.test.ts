import { describe, expect, it } from "vitest";
import { weightShapes } from "../../src/formats/layers-model.ts";
import { mlpLayers } from "../../src/students/mlp-layers.ts";
import { type TrainedTeacherSpec, teacherSchema } from "../../src/study/schema.ts";
import { teacherLayers } from "../../src/teachers/layers.ts";

const teacher = (fields: object) =>
  teacherSchema.parse({ name: "teacher", epochs: 1, hidden: [5, 4], ...fields }) as TrainedTeacherSpec;
const dense = (units: number, activation: string) => ({ kind: "dense", units, activation });

describe("teacherLayers(spec, numClasses)", () => {
  it("puts dropout before each dense layer of an mlp, its own rate on the inputs", () => {
    const spec = teacher({ kind: "mlp", activation: "tanh", dropout: { input: 0.2, hidden: 0.5 } });
    expect(teacherLayers(spec, 3)).toEqual([
      { kind: "dropout", rate: 0.2 },
      dense(5, "tanh"),
      { kind: "dropout", rate: 0.5 },
      dense(4, "tanh"),
      { kind: "dropout", rate: 0.5 },
      dense(3, "linear"),
    ]);
    const onInputs = teacher({ kind: "mlp", dropout: { input: 0.2, hidden: 0 } });
    expect(teacherLayers(onInputs, 3).map(({ kind }) => kind)).toEqual([
      "dropout",
      "dense",
      "dense",
      "dense",
    ]);
  });

  it("gives an mlp without dropout the layers of a student", () => {
    const spec = teacher({ kind: "mlp", activation: "sigmoid" });
    expect(teacherLayers(spec, 3)).toEqual(mlpLayers({ hidden: [5, 4], activation: "sigmoid" }, 3));
  });

  it("pools and drops what a convolution gives before it is flattened", () => {
    const spec = teacher({ kind: "conv", filters: 2, pooling: 2 });
    expect(teacherLayers(spec, 3)).toEqual([
      { kind: "conv2d", filters: 2, kernelSize: 3 },
      { kind: "max-pooling2d", poolSize: 2 },
      { kind: "dropout", rate: 0.25 },
      { kind: "flatten" },
      dense(5, "relu"),
      { kind: "dropout", rate: 0.5 },
      dense(4, "relu"),
      { kind: "dropout", rate: 0.5 },
      dense(3, "linear"),
    ]);
    // 9 x 8 pixels -> 7 x 6 -> 3 x 3 of two filters
    const shapes = weightShapes([9, 8, 1], teacherLayers(spec, 3)).map(({ shape }) => shape);
    expect(shapes).toEqual([[3, 3, 1, 2], [2], [18, 5], [5], [5, 4], [4], [4, 3], [3]]);
  });
});
