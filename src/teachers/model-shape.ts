// The shape in which a model takes the samples of the data. No number moves to another place: a model of other axes, such as of
// channels last where the data have them first, would see scrambled images and still answer.

import { sizeOfShape } from "../numeric/size-of-shape.ts";

/**
 * `model`: extents of one sample as it says them, -1 for any; `data`: those of the data. They are alike but for extents of 1, or one
 * of them is flat. null: they are not.
 */
export function modelShape(model: readonly number[], data: readonly number[]): readonly number[] | null {
  if (model.some((extent) => extent < 0)) {
    return [data, withoutOnes(data)].find((shape) => isOfThem(shape, model)) ?? null;
  }
  const [own, given] = [withoutOnes(model), withoutOnes(data)];
  const isFlat = own.length <= 1 || given.length <= 1;
  const isAlike = isFlat ? sizeOfShape(model) === sizeOfShape(data) : own.join() === given.join();
  return isAlike ? model : null;
}

/** For messages: what to do. */
export const otherAxes =
  'Save the features in the axes of the model, as by `np.moveaxis(x, 1, -1)` for one of "channels last".';

function isOfThem(shape: readonly number[], model: readonly number[]): boolean {
  return shape.length === model.length && model.every((extent, at) => extent < 0 || extent === shape[at]);
}

function withoutOnes(shape: readonly number[]): readonly number[] {
  return shape.filter((extent) => extent !== 1);
}
