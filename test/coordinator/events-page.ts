// docs/events.md, made from the schema of the events.
import { z } from "zod";
import { studyEventSchema } from "../../src/coordinator/event-schema.ts";

interface FieldNode {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldNode[];
  readonly description?: string;
}

interface EventNode {
  readonly description: string;
  readonly examples: readonly object[];
  readonly properties: Readonly<Record<string, FieldNode>>;
}

const opening = `# Events

What a run tells while it goes on: \`distilgrid run STUDY --json\` writes one JSON object a line on stdout, and the library's
\`runStudy(study, { onEvent })\` hands over the same objects (type \`StudyEvent\`). They are told apart by \`type\`. Later versions may
add types and fields; these keep their meaning. The same as a JSON Schema: [events.schema.json](events.schema.json).

A run that cannot start, or fails as a whole, writes no \`ended\`: its error is on stderr and in the exit code
([command.md](command.md#exit-codes)). This page is made from \`src/coordinator/event-schema.ts\`.
`;

export function eventsPage(): string {
  return `${opening}\n${studyEventSchema.options.map(section).join("\n")}`;
}

function section(option: (typeof studyEventSchema.options)[number]): string {
  const node = z.toJSONSchema(option) as unknown as EventNode;
  const { type, ...fields } = node.properties;
  const rows = Object.entries(fields).map(
    ([name, field]) => `| \`${name}\` | ${typeText(field)} | ${field.description ?? ""} |\n`,
  );
  const examples = node.examples.map((example) => `${JSON.stringify(example)}\n`).join("");
  return `## \`${type!.const}\`

${node.description}

| field | type | meaning |
|---|---|---|
${rows.join("")}
\`\`\`json
${examples}\`\`\`
`;
}

const typeNames: Readonly<Record<string, string>> = {
  integer: "whole number",
  number: "number",
  string: "text",
  null: "null",
};

function typeText(field: FieldNode): string {
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(", ");
  if (field.anyOf) return field.anyOf.map(typeText).join(" or ");
  return typeNames[field.type ?? ""]!;
}
