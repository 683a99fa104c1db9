import type { ConvTeacherSpec } from "../study/schema.ts";
import { UserError } from "../user-error.ts";

/** Whether the convolution, and the pooling after it, leave anything of a sample. @throws UserError */
export function checkConvFits(
  spec: ConvTeacherSpec,
  experiment: string,
  inputShape: readonly number[],
): void {
  const where = `teacher "${spec.name}" of experiment "${experiment}"`;
  const [height = 0, width = 0] = inputShape;
  if (inputShape.length !== 3) {
    throw new UserError(
      `Expected images for ${where}, a convolutional one, got samples of shape [${inputShape.join(", ")}]. ` +
        "Use a teacher of kind mlp, or a dataset of images.",
    );
  }
  const smallest = Math.min(height, width);
  const left = Math.floor((smallest - spec.kernelSize + 1) / Math.max(1, spec.pooling));
  if (left >= 1) return;
  throw new UserError(
    `Expected \`kernelSize\` and \`pooling\` of ${where} to leave at least one pixel of images of ${height} x ${width}, ` +
      `got ${spec.kernelSize} and ${spec.pooling}. Use smaller ones.`,
  );
}
