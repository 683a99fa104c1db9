// A key names a result by everything that it depends on: SHA-256 of canonical JSON. Two values that mean the same
// have the same text, whatever the order in which their fields were written.

import { createHash } from "node:crypto";
import { pathText } from "./problem.ts";

/** 64 hexadecimal digits. */
export function keyOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/**
 * JSON without white space, the fields of each object in the order of their UTF-16 code units, and -0 written as 0.
 * A field that is `undefined` counts as absent. What JSON would change in silence (NaN, a function, a Map) throws.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value, []);
}

/** `path`: the names and places on the way to the value. */
function textOf(value: unknown, path: (string | number)[]): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value); // -0 becomes 0
  if (Array.isArray(value)) return `[${Array.from(value, (item, i) => textAt(item, i, path)).join(",")}]`;
  if (isPlainObject(value)) return objectText(value, path);
  throw new TypeError(`Expected plain JSON data, got ${nameOf(value)} (${pathText(["value", ...path])})`);
}

function textAt(value: unknown, step: string | number, path: (string | number)[]): string {
  path.push(step);
  const text = textOf(value, path);
  path.pop();
  return text;
}

function objectText(object: Readonly<Record<string, unknown>>, path: (string | number)[]): string {
  const fields = Object.keys(object)
    .filter((name) => object[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${textAt(object[name], name, path)}`);
  return `{${fields.join(",")}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOf(value: unknown): string {
  if (typeof value === "number") return `\`${value}\``;
  if (typeof value === "object" && value !== null)
    return `an instance of ${value.constructor?.name ?? "a class"}`;
  return `a value of type ${typeof value}`;
}

/** As much of a key as people are shown: enough to tell those of a study apart. */
export function shortKey(key: string): string {
  return key.slice(0, 12);
}
