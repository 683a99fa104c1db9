// An ONNX model as bytes: the few messages that exported students need, with the field numbers of onnx/onnx.proto3
// (github.com/onnx/onnx). All values of a graph but its constants are float32.
import { PbfWriter } from "pbf";

export interface OnnxModel {
  readonly documentation: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: OnnxGraph;
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly constants: readonly OnnxConstant[];
  /** Each behind those whose outputs it takes. */
  readonly nodes: readonly OnnxNode[];
}

/** float32 `[N, columns]`, for any N. */
export interface OnnxValue {
  readonly name: string;
  readonly columns: number;
  readonly documentation: string;
}

export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array | BigInt64Array;
}

export interface OnnxNode {
  readonly operator: string;
  /** ONNX's own operators have none. */
  readonly domain?: OnnxDomain;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: readonly OnnxAttribute[];
}

export type OnnxDomain = "ai.onnx.ml";

export type OnnxAttribute =
  | { readonly name: string; readonly kind: "int"; readonly value: number }
  | { readonly name: string; readonly kind: "string"; readonly value: string }
  | { readonly name: string; readonly kind: "ints" | "floats"; readonly values: number[] }
  | { readonly name: string; readonly kind: "strings"; readonly values: readonly string[] };

/** Of ONNX 1.11: what it needs to be read is as old as the operators allow. */
const irVersion = 8;
const operatorVersions: Readonly<Record<"" | OnnxDomain, number>> = { "": 13, "ai.onnx.ml": 3 };

/** AttributeProto.AttributeType. */
const attributeTypes = { int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const;

/** TensorProto.DataType. */
const [float32, int64] = [1, 7];

export function onnxBytes(model: OnnxModel): Uint8Array {
  const writer = new PbfWriter();
  writeModel(model, writer);
  return writer.finish();
}

function writeModel({ documentation, metadata, graph }: OnnxModel, writer: PbfWriter): void {
  writer.writeVarintField(1, irVersion);
  writer.writeStringField(2, "distilgrid"); // producer_name
  writer.writeStringField(6, documentation);
  writer.writeMessage(7, writeGraph, graph);
  for (const domain of new Set(["" as const, ...graph.nodes.map((node) => node.domain ?? "")])) {
    writer.writeMessage(8, writeOperatorSet, domain);
  }
  for (const entry of Object.entries(metadata)) writer.writeMessage(14, writeEntry, entry);
}

function writeOperatorSet(domain: "" | OnnxDomain, writer: PbfWriter): void {
  writer.writeStringField(1, domain);
  writer.writeVarintField(2, operatorVersions[domain]);
}

function writeEntry([key, value]: [string, string], writer: PbfWriter): void {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

function writeGraph({ name, inputs, outputs, constants, nodes }: OnnxGraph, writer: PbfWriter): void {
  for (const node of nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, name);
  for (const constant of constants) writer.writeMessage(5, writeTensor, constant);
  for (const input of inputs) writer.writeMessage(11, writeValue, input);
  for (const output of outputs) writer.writeMessage(12, writeValue, output);
}

function writeNode(node: OnnxNode, writer: PbfWriter): void {
  for (const input of node.inputs) writer.writeStringField(1, input);
  for (const output of node.outputs) writer.writeStringField(2, output);
  writer.writeStringField(3, `${node.operator} to ${node.outputs[0]}`); // a name of its own
  writer.writeStringField(4, node.operator);
  for (const attribute of node.attributes ?? []) writer.writeMessage(5, writeAttribute, attribute);
  if (node.domain !== undefined) writer.writeStringField(7, node.domain);
}

function writeAttribute(attribute: OnnxAttribute, writer: PbfWriter): void {
  writer.writeStringField(1, attribute.name);
  switch (attribute.kind) {
    case "int":
      writer.writeVarintField(3, attribute.value);
      break;
    case "string":
      writer.writeStringField(4, attribute.value);
      break;
    case "floats":
      writer.writePackedFloat(7, attribute.values);
      break;
    case "ints":
      writer.writePackedVarint(8, attribute.values);
      break;
    case "strings":
      for (const value of attribute.values) writer.writeStringField(9, value);
  }
  writer.writeVarintField(20, attributeTypes[attribute.kind]);
}

function writeTensor({ name, shape, values }: OnnxConstant, writer: PbfWriter): void {
  writer.writePackedVarint(1, [...shape]);
  writer.writeVarintField(2, values instanceof Float32Array ? float32 : int64);
  writer.writeStringField(8, name);
  writer.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function writeValue({ name, columns, documentation }: OnnxValue, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, columns);
  writer.writeStringField(3, documentation);
}

/** TypeProto, of which a tensor is the first kind. */
function writeType(columns: number, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, columns);
}

function writeTensorType(columns: number, writer: PbfWriter): void {
  writer.writeVarintField(1, float32);
  writer.writeMessage(2, writeShape, columns);
}

function writeShape(columns: number, writer: PbfWriter): void {
  writer.writeMessage(1, (rows: string, dimension) => dimension.writeStringField(2, rows), "N");
  writer.writeMessage(1, (extent: number, dimension) => dimension.writeVarintField(1, extent), columns);
}
