// YAML 1.2 (JSON is a part of it) to plain data, for text that nobody vouches for: one document, keys are unique
// texts, no tags but the standard ones, and bounds on size, depth and aliases.
import {
  type Document,
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  parseAllDocuments,
  visit,
  type YAMLError,
} from "yaml";
import { UserError } from "../user-error.ts";
import type { Path } from "./problem.ts";

export const maximumBytes = 1_000_000;

/** A study has five levels; the parser counts two or three a level. Below it, composing overflows the stack. */
const maximumDepth = 100;
const maximumAliases = 100;

export interface YamlText {
  readonly value: unknown;
  /** `file:line:column` of the value at the path, or of the nearest level above it. */
  locate(path: Path): string;
}

export function parseYaml(text: string, fileName: string): YamlText {
  checkSize(text, fileName);
  checkDepth(text, fileName);
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false, // the library compares each key with each other one: see repeatedKey
    resolveKnownTags: false,
    logLevel: "error",
  });
  const at = (offset: number) => `${fileName}:${position(lines, offset)}`;
  const [document, second] = Array.from(documents);
  if (document === undefined) throw new UserError(`${fileName}: Expected a study, but the file is empty.`);
  const error = document.errors[0] ?? document.warnings[0] ?? second?.errors[0];
  if (error !== undefined) throw new UserError(`${at(error.pos[0])}: ${sentence(error)}`);
  const repeated = repeatedKey(document);
  if (repeated !== null) throw new UserError(`${at(repeated)}: Map keys must be unique.`);
  if (second !== undefined) {
    throw new UserError(`${at(second.range[0])}: Expected one YAML document, but a second one starts here.`);
  }
  const locate = (path: Path) => at(offsetOf(document, path));
  return { value: plainData(document, fileName), locate };
}

function checkSize(text: string, fileName: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > maximumBytes) {
    throw new UserError(`${fileName}: Expected a study of at most ${maximumBytes} bytes, got ${bytes}.`);
  }
}

/** The concrete syntax is read without recursion, so it can be walked to any depth before the tree is built. */
function checkDepth(text: string, fileName: string): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > maximumDepth) {
      const line = text.slice(0, parser.offset).split("\n").length;
      throw new UserError(
        `${fileName}:${line}: Expected a study, but lists and mappings are nested too deeply here.`,
      );
    }
  }
}

/** Where a key stands that its mapping has already; null where there is none. */
function repeatedKey(document: Document): number | null {
  let offset: number | null = null;
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      const repeated = items.find(({ key }) => isScalar(key) && seen.size === seen.add(key.value).size);
      if (repeated === undefined) return undefined;
      offset = isNode(repeated.key) ? (repeated.key.range?.[0] ?? 0) : 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function position(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${Math.max(line, 1)}:${Math.max(col, 1)}`;
}

function plainData(document: Document, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: maximumAliases });
  } catch (error) {
    // The only throws there: an alias without its anchor, and too many of them.
    if (!(error instanceof ReferenceError)) throw error;
    throw new UserError(`${fileName}: ${error.message}.`, { cause: error });
  }
}

/** The library's own words, in one line. */
function sentence(error: YAMLError): string {
  if (error.code === "NON_STRING_KEY") return "Expected each key to be a text.";
  const text = error.message.replace(/\s+/g, " ").trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
