// What a model is, in words short enough for a table.
import type { Variant } from "../results/row.ts";
import { axisWords } from "../study/axis-words.ts";
import { hasHardTargets } from "../study/labels.ts";
import type {
  Labels,
  MlpTeacherSpec,
  NetworkStudentSpec,
  OutsideTeacherSpec,
  SoftTreeStudentSpec,
  StudentSpec,
  TeacherSpec,
  TrainedTeacherSpec,
  TrainingSpec,
  TreeStudentSpec,
} from "../study/schema.ts";
import { isTrained } from "../study/teacher-kinds.ts";
import { counted, setting, shareSetting } from "./format.ts";

/** "T = 3, α = 0.9"; empty without a grid. */
export function variantText(variant: Variant): string {
  return Object.entries(variant)
    .map(([axis, value]) => axisText(axis, value))
    .join(", ");
}

/** "soft tree (T = 3, α = 0.9)"; the name alone without a grid. */
export function withVariant(name: string, variant: Variant): string {
  const text = variantText(variant);
  return text === "" ? name : `${name} (${text})`;
}

/** One value of an axis: "T = 3", "hidden 10-10", "max depth 4", "learning rate 0.01". */
export function axisText(axis: string, value: Variant[string]): string {
  const text = typeof value === "object" ? widthsText(value) : String(value);
  const known: Readonly<Record<string, string>> = {
    teacher: `teacher ${text}`,
    trainFraction: `${shareSetting(Number(value))} % of the rows`,
    labelNoise: `${shareSetting(Number(value))} % wrong labels`,
    leftOutClasses: `without ${Array.isArray(value) && value.length > 0 ? value.join(", ") : "nothing"}`,
    temperature: `T = ${text}`,
    alpha: `α = ${text}`,
    hidden: text === "none" ? "no hidden layer" : `hidden ${text}`,
    prediction: text.replace("-", " "),
    maxDepth: text === "unlimited" ? "unlimited depth" : `max depth ${text}`,
    maxLeaves: text === "unlimited" ? "unlimited leaves" : `max ${text} ${text === "1" ? "leaf" : "leaves"}`,
    minSamplesLeaf: `min ${text} ${text === "1" ? "sample" : "samples"} a leaf`,
    optimizer: optimizerName(text),
    schedule: `${text} schedule`,
    warmupSteps: `warm-up ${text} steps`,
    batchSize: `batch ${text}`,
    epochs: `${text} ${text === "1" ? "epoch" : "epochs"}`,
  };
  return known[axis] ?? `${axisWords(axis)} ${text}`;
}

const labelNames: Readonly<Record<Labels, string>> = {
  hard: "hard labels",
  soft: "soft labels",
  argmax: "the teacher's top class as hard labels",
  permuted: "soft labels of other samples",
};

/** `spec` as the cell had it: the values of its variant in their fields. */
export function studentText(spec: StudentSpec, variant: Variant): string {
  const chosen = variantText(variant);
  const model =
    spec.kind === "tree" ? [treeText(spec, variant)] : [architectureText(spec), trainingText(spec)];
  return joined("; ", [
    labelNames[spec.labels],
    chosen === "" ? "" : `${chosen} (chosen on validation)`,
    softTermText(spec, variant),
    trainingSetText(spec, variant),
    ...model,
  ]);
}

/** What is fixed of the soft term; what a grid had is told with the choice. */
function softTermText(spec: StudentSpec, variant: Variant): string {
  if (hasHardTargets(spec)) return "";
  return Object.entries(softTerms(spec))
    .filter(([term]) => !(term in variant))
    .map(([term, value]) => axisText(term, value))
    .join(", ");
}

/** ml-cart fits the probabilities as they are. */
function softTerms(spec: StudentSpec): Variant {
  if (spec.kind !== "tree") return { temperature: spec.temperature, alpha: spec.alpha };
  const hasTemperature = spec.implementation === "exact" && spec.targets === "probabilities";
  return hasTemperature ? { temperature: spec.temperature } : {};
}

/** "unpruned" is a tree that nothing stops but its data, and that no grid could have stopped. */
function treeText(spec: TreeStudentSpec, variant: Variant): string {
  const kind = hasHardTargets(spec) ? "classification tree" : "regression tree";
  if (spec.implementation === "ml-cart") return `unpruned ${kind} by ml-cart`;
  const tree = spec.targets === "logits" ? `${kind} on logits` : kind;
  const limits = limitsText(spec, variant);
  if (limits !== "") return `${tree}, ${limits}`;
  return limitNames.some((limit) => limit in variant) ? tree : `unpruned ${tree}`;
}

const limitNames = ["maxDepth", "maxLeaves", "minSamplesLeaf", "costComplexity"] as const;
const noLimits: Variant = {
  maxDepth: "unlimited",
  maxLeaves: "unlimited",
  minSamplesLeaf: 1,
  costComplexity: 0,
};

/** Those that are set for the whole arm; what its grid had is told with the choice. */
function limitsText(spec: TreeStudentSpec, variant: Variant): string {
  const fixed = limitNames.filter((limit) => !(limit in variant) && spec[limit] !== noLimits[limit]);
  return joined(
    ", ",
    fixed.map((limit) => axisText(limit, spec[limit])),
  );
}

export function teacherText(spec: TeacherSpec): string {
  if (spec.kind === "ensemble")
    return `ensemble of ${spec.members.join(", ")}: the mean of their probabilities`;
  if (!isTrained(spec)) return outsideText(spec);
  if (spec.epochs === 0) return `untrained; ${architectureText(spec)}`;
  const assistant = spec.kind === "mlp" && spec.teacher !== undefined;
  const from = assistant
    ? `learns from ${spec.teacher}, ${axisText("temperature", spec.temperature)}, ${axisText("alpha", spec.alpha)}`
    : "teacher";
  return joined("; ", [from, architectureText(spec), trainingText(spec), trainingSetText(spec, {})]);
}

/** What it was read from; the path as the study has it. */
function outsideText(spec: OutsideTeacherSpec): string {
  if (spec.kind === "layers-model") return `trained elsewhere: the LayersModel ${spec.path}`;
  if (spec.kind === "logits") {
    const files = [spec.path, spec.testPath].filter((path) => path !== undefined);
    return `trained elsewhere: its ${spec.output} in ${files.join(" and ")}`;
  }
  const signature = spec.signature === "serving_default" ? "" : `, signature ${spec.signature}`;
  return `trained elsewhere: the SavedModel ${spec.path}${signature}, which gives ${spec.output}`;
}

/** What of the training rows is not as it is: nothing where all is. What a grid had is told with the choice. */
function trainingSetText(spec: StudentSpec | TrainedTeacherSpec, variant: Variant): string {
  const { trainFraction, labelNoise, leftOutClasses } = spec;
  const values: Variant = {
    ...(trainFraction < 1 ? { trainFraction } : {}),
    ...(labelNoise > 0 ? { labelNoise } : {}),
    ...(leftOutClasses.length > 0 ? { leftOutClasses } : {}),
  };
  return joined(
    ", ",
    Object.entries(values).flatMap(([axis, value]) => (axis in variant ? [] : [axisText(axis, value)])),
  );
}

/** "784-10-10-10" without its ends: the hidden part is what a study names. */
export function architectureText(spec: TrainedTeacherSpec | NetworkStudentSpec): string {
  if (spec.kind === "soft-tree") return softTreeText(spec);
  if (spec.kind === "mlp") {
    if (spec.hidden.length === 0) return "softmax regression";
    const activation = spec.activation === "relu" ? "" : ` ${spec.activation}`;
    return `hidden ${widthsText(spec.hidden)}${activation}${"jitter" in spec ? regularisationText(spec) : ""}`;
  }
  const pooling = spec.pooling > 0 ? `, pooling ${spec.pooling}` : "";
  const dropout = `dropout ${setting(spec.dropout.conv)} and ${setting(spec.dropout.dense)}`;
  return `${spec.filters} filters ${spec.kernelSize}×${spec.kernelSize}${pooling}, dense ${widthsText(spec.hidden)}, ${dropout}${spec.jitter > 0 ? `, jitter ${spec.jitter}` : ""}`;
}

function regularisationText({ dropout, jitter }: MlpTeacherSpec): string {
  const rates = `dropout ${setting(dropout.input)} and ${setting(dropout.hidden)}`;
  const parts = [dropout.input + dropout.hidden > 0 ? rates : "", jitter > 0 ? `jitter ${jitter}` : ""];
  return parts
    .filter((part) => part !== "")
    .map((part) => `, ${part}`)
    .join("");
}

function softTreeText({
  depth,
  inverseTemperature,
  balancePenalty,
  prediction,
}: SoftTreeStudentSpec): string {
  return joined(", ", [
    `soft decision tree of depth ${depth}`,
    inverseTemperature === 1 ? "" : axisText("inverseTemperature", inverseTemperature),
    balancePenalty > 0 ? axisText("balancePenalty", balancePenalty) : "",
    axisText("prediction", prediction),
  ]);
}

/** The budget: arms for which this text is the same were trained alike. */
export function trainingText(spec: TrainingSpec, isRateTuned = false): string {
  const momentum = spec.optimizer === "momentum" ? ` (momentum ${setting(spec.momentum)})` : "";
  const epochs =
    spec.patience === undefined
      ? counted(spec.epochs, "epoch")
      : `at most ${counted(spec.epochs, "epoch")}, patience ${spec.patience}`;
  const rate = isRateTuned ? "" : ` ${setting(spec.learningRate)}`;
  return [
    `${optimizerName(spec.optimizer)}${momentum}${rate}`,
    ...extrasText(spec),
    `batch ${spec.batchSize}`,
    epochs,
  ].join(", ");
}

/** What is off unless a study asks for it. */
function extrasText({ weightDecay, schedule, warmupSteps, labelSmoothing }: TrainingSpec): string[] {
  return [
    schedule === "cosine" ? "cosine schedule" : "",
    warmupSteps > 0 ? `warm-up ${counted(warmupSteps, "step")}` : "",
    weightDecay > 0 ? `weight decay ${setting(weightDecay)}` : "",
    labelSmoothing > 0 ? `label smoothing ${setting(labelSmoothing)}` : "",
  ].filter((part) => part !== "");
}

function joined(separator: string, parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(separator);
}

function optimizerName(optimizer: string): string {
  return { sgd: "SGD", momentum: "SGD", adam: "Adam" }[optimizer] ?? optimizer;
}

function widthsText(widths: readonly number[]): string {
  return widths.length === 0 ? "none" : widths.join("-");
}
