import type { DataSchema } from "../data/dataset.ts";
import { textTable } from "../report/text-table.ts";
import { shortKey } from "../study/key.ts";
import { commandLine } from "./command-text.ts";
import type { ColumnSummary, DescribedDataset } from "./described-data.ts";
import { counted } from "./render-event.ts";

const right = { align: "right" } as const;

/** The columns of a file, and how to go on with one of them as classes. */
export function renderColumns(file: string, columns: readonly ColumnSummary[]): string {
  const table = columns.map(({ name, different, empty, column }) => [
    name,
    String(different),
    String(empty),
    column === null ? "cannot be used as it is" : contentText(column),
  ]);
  const notes = columns.map(leftOutNote).join("");
  const titles = [
    { title: "column" },
    { title: "different", ...right },
    { title: "empty", ...right },
    { title: "as a feature" },
  ];
  return (
    `${textTable(titles, table)}\n\n${notes === "" ? "" : `${notes}\n`}` +
    `A study of it, COLUMN being the one of the classes: ${commandLine(["init", "my-study.yaml", "--csv", file, "--label", "COLUMN"])}\n`
  );
}

/** A line, or nothing for a column that is used. */
export function leftOutNote({ name, leftOut }: ColumnSummary): string {
  return leftOut === null ? "" : `not used: ${name}. ${leftOut}.\n`;
}

export function renderDatasets(datasets: readonly DescribedDataset[]): string {
  return datasets.map(datasetText).join("\n");
}

function datasetText(dataset: DescribedDataset): string {
  const { experiment, name, inputShape, numClasses, train, validation, test, hash, schema } = dataset;
  const head =
    `${experiment}: ${name}, samples of ${inputShape.join(" x ")}, ${numClasses} classes; ` +
    `${train} for training, ${validation} for validation, ${test} for test; data ${shortKey(hash)}\n`;
  return schema === null ? head : `${head}\n${schemaText(schema, dataset)}`;
}

function schemaText(
  { columns, classes, repeated }: DataSchema,
  { validation, test }: DescribedDataset,
): string {
  const table = columns.map((column) => [column.name, column.kind, contentText(column)]);
  const titles = [{ title: "column" }, { title: "kind" }, { title: "content", width: 80 }];
  const named = classes.map((text, label) => (text === String(label) ? text : `${label} ${text}`)).join(", ");
  return (
    `${textTable(titles, table)}\n\nclasses: ${named}\n` +
    `repeated: ${repeated.test} of ${counted(test, "test sample")} and ${repeated.validation} of ` +
    `${counted(validation, "validation sample")} have the features of a training sample\n`
  );
}

const mostShown = 8;

function contentText(column: DataSchema["columns"][number]): string {
  if (column.kind === "array") {
    const [least, most] = [column.least, column.most].map((value) => Number(value.toPrecision(6)));
    return `${column.shape.join(" x ")} numbers of type ${column.type}, from ${least} to ${most}`;
  }
  if (column.kind === "number") return `numbers from ${column.least} to ${column.most}`;
  const { values } = column;
  const rest = values.length - mostShown;
  return `${values.slice(0, mostShown).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
