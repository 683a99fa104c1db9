// The JSON Schema of a study file, for editors: docs/study.schema.json. It is the schema of schema.ts, and an alternative for
// arms that extend another one, which zod never sees (extended.ts). What check.ts finds it cannot say.
import { z } from "zod";
import type { SchemaNode } from "./expectation.ts";
import { canonicalJson } from "./key.ts";
import { studySchema } from "./schema.ts";
import { uniqueBy } from "./unique-by.ts";

/** Draft 2020-12. */
export function studyJsonSchema(): SchemaNode {
  const schema = z.toJSONSchema(studySchema, { io: "input", reused: "ref" });
  return { title: "A study of distilgrid", ...(withExtendingArms(schema) as SchemaNode) };
}

/** The value with each list of arms that may extend each other taking such arms. */
function withExtendingArms(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtendingArms);
  if (typeof value !== "object" || value === null) return value;
  const node: SchemaNode = Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [field, withExtendingArms(inner)]),
  );
  const { oneOf, ...others } = node;
  const kinds = (oneOf ?? []).filter((option) => typeof option === "object");
  if (!kinds.some(({ properties }) => properties?.extends !== undefined)) return node;
  return { ...others, anyOf: [...kinds.map(withoutExtends), extendingArm(kinds)] };
}

function withoutExtends(kind: SchemaNode): SchemaNode {
  const { extends: _, ...properties } = kind.properties ?? {};
  return { ...kind, properties };
}

const neverInherited = ["name", "extends", "reference"];

/** Nothing but its name is required, and null takes away what is inherited. */
function extendingArm(kinds: readonly SchemaNode[]): SchemaNode {
  const names = new Set(kinds.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const properties = Array.from(names, (name) => {
    const ofKinds = kinds.flatMap(({ properties }) => properties?.[name] ?? []);
    const nothing = neverInherited.includes(name) || name === "kind" ? [] : [{ type: "null" as const }];
    const options = uniqueBy([...ofKinds, ...nothing], canonicalJson);
    return [name, options.length === 1 ? options[0] : { anyOf: options }];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: ["name", "extends"],
    additionalProperties: false,
  };
}
