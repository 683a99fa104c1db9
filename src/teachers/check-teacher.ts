import type { EngineName } from "../engine/engine.ts";
import type { ConvTeacherSpec, Study, TeacherSpec } from "../study/schema.ts";
import { isTrained } from "../study/teacher-kinds.ts";
import { UserError } from "../user-error.ts";
import { outsideName } from "./outside-files.ts";
import { portableText } from "./saved-model.ts";

/** Whether a teacher can see samples of this shape: a convolution and jitter need images. @throws UserError */
export function checkTeacherFits(spec: TeacherSpec, experiment: string, inputShape: readonly number[]): void {
  if (!isTrained(spec)) return;
  const where = `teacher "${spec.name}" of experiment "${experiment}"`;
  const isImage = inputShape.length === 3;
  const got = `got samples of shape [${inputShape.join(", ")}]`;
  if (spec.kind === "conv" && !isImage) {
    throw new UserError(
      `Expected images for ${where}, a convolutional one, ${got}. ` +
        "Use a teacher of kind mlp, or a dataset of images.",
    );
  }
  if (spec.jitter > 0 && !isImage) {
    throw new UserError(
      `Expected images for ${where}, whose \`jitter\` is ${spec.jitter}, ${got}. ` +
        "Leave out its `jitter`, or use a dataset of images.",
    );
  }
  if (spec.kind === "conv") checkConvFits(spec, where, inputShape);
}

/** Whether the convolution, and the pooling after it, leave anything of an image. */
function checkConvFits(
  spec: ConvTeacherSpec,
  where: string,
  [height = 0, width = 0]: readonly number[],
): void {
  const smallest = Math.min(height, width);
  const left = Math.floor((smallest - spec.kernelSize + 1) / Math.max(1, spec.pooling));
  if (left >= 1) return;
  throw new UserError(
    `Expected \`kernelSize\` and \`pooling\` of ${where} to leave at least one pixel of images of ${height} x ${width}, ` +
      `got ${spec.kernelSize} and ${spec.pooling}. Use smaller ones.`,
  );
}

/** A SavedModel is TensorFlow's own format. @throws UserError where the engine of a run cannot run a teacher */
export function checkTeachersRun({ experiments }: Study, engine: EngineName): void {
  if (engine === "native") return;
  for (const teacher of experiments.flatMap(({ teachers }) => teachers)) {
    if (teacher.kind === "savedmodel") throw new UserError(portableText(outsideName(teacher)));
  }
}
