// Apart from what writes them: the command names them before anything is loaded.
export const exportFormats = ["js", "layers-model", "onnx"] as const;
export type ExportFormat = (typeof exportFormats)[number];
