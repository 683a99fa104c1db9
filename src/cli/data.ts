import { loadMnist } from "../data/mnist.ts";
import { mnistFiles } from "../data/mnist-files.ts";
import { textTable } from "../report/text-table.ts";
import { loadStudy } from "../study/load-study.ts";
import { isCsvFile } from "./asked-study.ts";
import { csvSummary, describedDatasets } from "./described-data.ts";
import { exitCode } from "./exit-code.ts";
import type { DataFlags } from "./flags.ts";
import { jsonLines } from "./json-lines.ts";
import { renderColumns, renderDatasets } from "./render-data.ts";
import type { Terminal } from "./terminal.ts";
import { renderBytes } from "./units.ts";

interface DataFile {
  readonly file: string;
  readonly bytes: number;
  /** Of the decompressed payload; it was compared with the pinned one. */
  readonly sha256: string;
  readonly source: string;
}

/** `what`: mnist, a CSV file or a study. Only `--fetch` asks the mirrors; what they give is kept in the cache folder. */
export async function dataCommand(what: string, flags: DataFlags, { stdout }: Terminal): Promise<number> {
  if (isCsvFile(what)) {
    const columns = await csvSummary(what);
    stdout.write(flags.json ? jsonLines(columns) : renderColumns(what, columns));
    return exitCode.allDone;
  }
  if (what !== "mnist") {
    const described = await describedDatasets(await loadStudy(what));
    stdout.write(flags.json ? jsonLines(described) : renderDatasets(described));
    return exitCode.allDone;
  }
  const files = await mnistOnThisMachine(flags.fetch === true);
  stdout.write(flags.json ? jsonLines(files) : renderData(files));
  return exitCode.allDone;
}

async function mnistOnThisMachine(mayFetch: boolean): Promise<DataFile[]> {
  const loaded = await loadMnist(mayFetch ? {} : { mirrors: [] });
  return (["trainImages", "trainLabels", "testImages", "testLabels"] as const).map((field) => {
    const { name, sha256 } = mnistFiles[field];
    return { file: name, bytes: loaded[field].payload.length, sha256, source: loaded[field].source };
  });
}

const columns = ["mnist", "size", "SHA-256", "source"].map((title) => ({ title }));

function renderData(files: readonly DataFile[]): string {
  const table = files.map(({ file, bytes, sha256, source }) => [
    file,
    renderBytes(bytes),
    `${sha256.slice(0, 12)} verified`,
    source,
  ]);
  return (
    `${textTable(columns, table)}\n\n` +
    "moons: drawn from a seed, nothing to be had\n" +
    "idx: four files of your own, named in the study\n" +
    "csv: rows of your own, named in the study; `distilgrid data rows.csv` shows their columns\n" +
    "npy: arrays of your own that NumPy saved, named in the study; `distilgrid data my-study.yaml` shows what is in them\n"
  );
}
