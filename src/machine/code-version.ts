import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../package-root.ts";

/** Of the code that runs, and of the packages that it uses: names, sizes and times of its files. Changes when it is built again. */
export function codeVersion(): string {
  const source = fileURLToPath(new URL("..", import.meta.url));
  const code = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
  const packages = ["package.json", "package-lock.json", "node_modules/.package-lock.json"].map((name) =>
    join(packageRoot(), name),
  );
  return [...code, ...packages].sort().map(stamp).join("\n");
}

function stamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return `${relative(packageRoot(), path)} ${stats?.size} ${stats?.mtimeMs}`;
}
