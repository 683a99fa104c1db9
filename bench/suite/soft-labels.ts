// A teacher's logits without a teacher: for what a tree costs it matters how many targets differ and how images that look
// alike get similar ones, not who made them.

/** A logit falls by 1 with so much squared distance, of pixels from 0 to 1. */
const distanceScale = 2.5;
const rightClassBonus = 6;

/**
 * `[labels.length, numClasses]`: minus the squared distance of each of `images` `[labels.length, *]` to the mean image of
 * each class, over a scale, and a bonus for the right class. Of the 54,000 training images of MNIST 98.4 % have their largest
 * logit there, and an unpruned tree on the probabilities has 34,859 leaves, 80 deep. On those of a convolutional teacher
 * (studies/seed.yaml, two epochs, 99.2 %) it has 34,354, 113 deep, and takes a fifth longer to grow.
 */
export function plausibleLogits(images: Uint8Array, labels: Uint8Array, numClasses: number): Float32Array {
  const size = images.length / labels.length;
  const means = meanImages(images, labels, numClasses);
  const logits = new Float32Array(labels.length * numClasses);
  labels.forEach((label, row) => {
    const image = images.subarray(row * size, (row + 1) * size);
    for (let k = 0; k < numClasses; k++) {
      const distance = squaredDistance(image, means.subarray(k * size, (k + 1) * size)) / 255 ** 2;
      logits[row * numClasses + k] = (k === label ? rightClassBonus : 0) - distance / distanceScale;
    }
  });
  return logits;
}

/** `[numClasses, *]`; of a class without images, zeros. */
function meanImages(images: Uint8Array, labels: Uint8Array, numClasses: number): Float64Array {
  const size = images.length / labels.length;
  const means = new Float64Array(numClasses * size);
  const counts = new Uint32Array(numClasses);
  labels.forEach((label, row) => {
    counts[label]!++;
    for (let i = 0; i < size; i++) means[label * size + i]! += images[row * size + i]!;
  });
  return means.map((sum, i) => sum / Math.max(1, counts[Math.floor(i / size)]!));
}

function squaredDistance(a: Uint8Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    sum += difference * difference;
  }
  return sum;
}
