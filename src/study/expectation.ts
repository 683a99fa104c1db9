// What the schema allows at a place, in words, read off its JSON Schema: so that a message never repeats a bound
// that schema.ts states, and cannot contradict it.
import { z } from "zod";
import type { Path } from "./problem.ts";
import { listed } from "./problem.ts";
import { studySchema } from "./schema.ts";

export type SchemaNode = z.core.JSONSchema.JSONSchema;

/** The schema of the place `path` of `input`; null where the schema knows no such place. */
export function schemaAt(path: Path, input: unknown): SchemaNode | null {
  let node: SchemaNode | null = studyNode();
  let value = input;
  for (const step of path) {
    if (node !== null) node = childOf(chosen(node, value), step);
    value = valueAt([step], value);
  }
  return node === null ? null : chosen(node, value);
}

let made: SchemaNode | null = null;

/** Made when it is first asked for, and kept: it takes longer than to parse a study. */
function studyNode(): SchemaNode {
  made ??= z.toJSONSchema(studySchema, { io: "input" });
  return made;
}

/** The value at `path`, or undefined. */
export function valueAt(path: Path, input: unknown): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Readonly<Record<string | number, unknown>>)[step];
  }, input);
}

/** "a number above 0 and at most 1000", "one of `hard`, `soft`", "a list of 1 to 16 values". */
export function expectation(node: SchemaNode): string {
  if (node.enum !== undefined) return `one of ${listed(node.enum.map(String))}`;
  if (node.const !== undefined) return listed([String(node.const)]);
  if (node.anyOf !== undefined) return nodes(node.anyOf).map(expectation).join(" or ");
  if (Array.isArray(node.type)) return node.type.map((type) => expectation({ ...node, type })).join(" or ");
  if (node.oneOf !== undefined) return `a mapping with ${listed([discriminatorOf(node)])} ${optionsOf(node)}`;
  if (node.type === "integer") return `a whole number ${range(node)}`;
  if (node.type === "number") return `a number ${range(node)}`.trimEnd();
  if (node.type === "string") return textExpectation(node);
  if (node.type === "array") return `a list ${lengthRange(node.minItems, node.maxItems, "values")}`;
  const keys = Object.keys(node.properties ?? {});
  return keys.length === 0 ? "a mapping" : `a mapping with the keys ${listed(keys)}`;
}

function textExpectation({ minLength, maxLength }: SchemaNode): string {
  if (minLength === undefined && maxLength === undefined) return "a text";
  return `a text ${lengthRange(minLength, maxLength, "characters")}`;
}

/** The texts that stand beside other values: `unlimited`, where a number may be as well. */
export function literalsOf(node: SchemaNode): string[] {
  return nodes(node.anyOf).flatMap((option) => (option.const === undefined ? [] : [String(option.const)]));
}

/** The value that tells the options of a union apart: "to be one of `mlp`, `conv`". */
function optionsOf(union: SchemaNode): string {
  return `one of ${listed(discriminatorValues(union))}`;
}

export function discriminatorValues(union: SchemaNode): string[] {
  const name = discriminatorOf(union);
  return nodes(union.oneOf).map((option) => String(nodeOf(option.properties?.[name])?.const));
}

function discriminatorOf(union: SchemaNode): string {
  const [option] = nodes(union.oneOf);
  const fields = Object.entries(option?.properties ?? {});
  return fields.find(([, field]) => nodeOf(field)?.const !== undefined)?.[0] ?? "kind";
}

/** The option of a union that the value has chosen, or the union where it has not. */
function chosen(node: SchemaNode, value: unknown): SchemaNode {
  if (node.oneOf === undefined) return node;
  const name = discriminatorOf(node);
  const wanted = valueAt([name], value);
  return nodes(node.oneOf).find((option) => nodeOf(option.properties?.[name])?.const === wanted) ?? node;
}

function childOf(node: SchemaNode, step: string | number): SchemaNode | null {
  if (typeof step === "number") return Array.isArray(node.items) ? null : nodeOf(node.items);
  const properties = node.properties ?? {};
  return nodeOf(Object.hasOwn(properties, step) ? properties[step] : node.additionalProperties);
}

/** Of a number without bounds nothing. */
function range({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: SchemaNode): string {
  if (minimum === undefined && exclusiveMinimum === undefined) return "";
  const from = exclusiveMinimum === undefined ? `from ${minimum}` : `above ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined) return `${from} to below ${exclusiveMaximum}`;
  if (maximum === undefined) return exclusiveMinimum === undefined ? `of at least ${minimum}` : from;
  return exclusiveMinimum === undefined ? `${from} to ${maximum}` : `${from} and at most ${maximum}`;
}

function lengthRange(minimum = 0, maximum: number | undefined, unit: string): string {
  return maximum === undefined ? `of at least ${minimum} ${unit}` : `of ${minimum} to ${maximum} ${unit}`;
}

/** JSON Schema also knows `true` and `false` as schemas; ours has none. */
function nodeOf(node: SchemaNode | boolean | undefined): SchemaNode | null {
  return typeof node === "object" ? node : null;
}

function nodes(options: readonly (SchemaNode | boolean)[] | undefined): SchemaNode[] {
  return (options ?? []).map(nodeOf).filter((option) => option !== null);
}
