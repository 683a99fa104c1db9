// Imported before a program: writes the URLs of the modules that it loads, and in the end its shared libraries, into the file
// that NOTE_LOADED names.
import { appendFileSync } from "node:fs";
import { register } from "node:module";

const file = process.env.NOTE_LOADED;
const hook = `import { appendFileSync } from "node:fs";
  export function load(url, context, next) { appendFileSync(${JSON.stringify(file)}, url + "\\n"); return next(url, context); }`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
process.on("exit", () => appendFileSync(file, `${process.report.getReport().sharedObjects.join("\n")}\n`));
