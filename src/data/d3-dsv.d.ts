/** What is used of it; the package has no types of its own. */
declare module "d3-dsv" {
  /** RFC 4180: the cells of each line, quotes removed. */
  export function csvParseRows(text: string): string[][];
}
