/**
 * Whether nothing of a page runs or loads anything: it has no element, attribute or address that could. Read with no
 * parser of ours: tags are what a browser takes for tags.
 */
export function isInert(html: string): boolean {
  const tags = html.match(/<[a-z!/][^>]*>/gi) ?? [];
  return tags.every(isInertTag) && (html.match(/<\/style/gi) ?? []).length === 1;
}

function isInertTag(tag: string): boolean {
  const name = /^<\/?([a-z]*)/i.exec(tag)![1]!.toLowerCase();
  if (
    ["script", "iframe", "object", "embed", "base", "link", "img", "image", "form", "foreignobject"].includes(
      name,
    )
  )
    return false;
  const unquoted = tag.replaceAll(/"[^"]*"/g, '""');
  if (/\son\w+\s*=/i.test(unquoted)) return false;
  const addresses = [...tag.matchAll(/(?:href|src)="([^"]*)"/gi)].map(([, address]) => address!);
  return addresses.every((address) => !/^\s*(javascript|data|vbscript|file):/i.test(address));
}
