/** `samples`: test samples on which the exported files were checked; null where they were not. */
export function checkedText(samples: number | null): string {
  return samples === null
    ? "Not checked: nothing here runs an ONNX file. Where onnxruntime-web is installed (npm install onnxruntime-web), it " +
        "predicts the whole test split before the file is kept."
    : `The exported model gives the class that the student gave for all ${samples} test samples.`;
}
