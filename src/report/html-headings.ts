// The headings of a page: an id for each, as GitHub gives it, and the contents made from them.

export interface Heading {
  readonly depth: number;
  readonly id: string;
  /** HTML without elements. */
  readonly text: string;
}

/** The heading of this inline HTML; an id that the page has already is counted on. */
export function headingOf(html: string, depth: number, before: readonly Heading[]): Heading {
  const text = html.replaceAll(/<[^>]*>/g, "");
  const slug = slugOf(text);
  const taken = new Set(before.map(({ id }) => id));
  let id = slug;
  for (let count = 1; taken.has(id); count++) id = `${slug}-${count}`;
  return { depth, id, text };
}

function slugOf(text: string): string {
  const words = text.toLowerCase().replaceAll(/&#?\w+;|[^\p{L}\p{N} _-]/gu, "");
  return words.replaceAll(" ", "-") || "section";
}

/** Links to the headings of the second and the third level; empty without any. */
export function renderContents(headings: readonly Heading[]): string {
  const items = headings
    .filter(({ depth }) => depth === 2 || depth === 3)
    .map(({ depth, id, text }) => `<li class="depth-${depth}"><a href="#${id}">${text}</a></li>\n`);
  return items.length === 0 ? "" : `<nav aria-label="Contents">\n<ul>\n${items.join("")}</ul>\n</nav>\n`;
}
