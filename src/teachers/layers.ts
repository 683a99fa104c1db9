// Of what layers a teacher is made, whichever kind it is.
import { type Dataset, inputSize } from "../data/dataset.ts";
import type { Layer } from "../formats/layers-model.ts";
import type { Activation, ConvTeacherSpec, TrainedTeacherSpec } from "../study/schema.ts";

export interface TeacherShape {
  /** Before the dense layers; null: they see the samples themselves. */
  readonly convolution: Pick<ConvTeacherSpec, "filters" | "kernelSize" | "pooling"> | null;
  readonly hidden: readonly number[];
  /** Of every layer but the last, the convolution's too. */
  readonly activation: Activation;
  /** Of the dropout before each dense layer. */
  readonly dropoutRates: readonly number[];
}

export function teacherShape(spec: TrainedTeacherSpec): TeacherShape {
  const { hidden } = spec;
  const rates = (first: number, others: number) => [first, ...hidden.map(() => others)];
  if (spec.kind === "mlp") {
    const dropoutRates = rates(spec.dropout.input, spec.dropout.hidden);
    return { convolution: null, hidden, activation: spec.activation, dropoutRates };
  }
  const dropoutRates = rates(spec.dropout.conv, spec.dropout.dense);
  return { convolution: spec, hidden, activation: "relu", dropoutRates };
}

/** Of a sample as the teacher takes it: without a convolution pixels have no places. */
export function teacherInputShape(spec: TrainedTeacherSpec, dataset: Dataset): readonly number[] {
  return spec.kind === "conv" ? dataset.inputShape : [inputSize(dataset)];
}

/** The one place that knows their order. A dropout of rate 0 is no layer. */
export function teacherLayers(spec: TrainedTeacherSpec, numClasses: number): Layer[] {
  const { convolution, hidden, activation, dropoutRates } = teacherShape(spec);
  const [front, ...behind] = dropoutRates.map((rate): Layer[] =>
    rate > 0 ? [{ kind: "dropout", rate }] : [],
  );
  return [
    ...(convolution === null
      ? front!
      : [...convolutionLayers(convolution), ...front!, { kind: "flatten" } as const]),
    ...hidden.flatMap((units, i): Layer[] => [{ kind: "dense", units, activation }, ...behind[i]!]),
    { kind: "dense", units: numClasses, activation: "linear" },
  ];
}

function convolutionLayers({
  filters,
  kernelSize,
  pooling,
}: NonNullable<TeacherShape["convolution"]>): Layer[] {
  const filtered: Layer = { kind: "conv2d", filters, kernelSize };
  return pooling > 1 ? [filtered, { kind: "max-pooling2d", poolSize: pooling }] : [filtered];
}
