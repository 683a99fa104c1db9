// NumPy's array file as anybody may have written it: magic, version, header length, a Python dict as text, then the numbers.
// Specification: numpy.lib.format, versions 1.0 to 3.0. Nothing is allocated by what a header merely promises.
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { UserError } from "../user-error.ts";
import { floatsOfBytes } from "./floats-of-bytes.ts";

export interface NpyArray {
  /** Empty for a single number. */
  readonly shape: readonly number[];
  readonly type: NpyType;
  /** `[product(shape)]`, row-major. Bytes are a view of the file; 64-bit integers beyond 2^53 are rounded. */
  readonly values: Uint8Array | Float32Array | Float64Array;
}

export type NpyType = keyof typeof types;

type Read = (view: DataView, at: number) => number;

/** By NumPy's code without its byte order. */
const types = {
  u1: { bytes: 1, name: "uint8", read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, name: "int8", read: (view, at) => view.getInt8(at) },
  u2: { bytes: 2, name: "uint16", read: (view, at) => view.getUint16(at, true) },
  i2: { bytes: 2, name: "int16", read: (view, at) => view.getInt16(at, true) },
  u4: { bytes: 4, name: "uint32", read: (view, at) => view.getUint32(at, true) },
  i4: { bytes: 4, name: "int32", read: (view, at) => view.getInt32(at, true) },
  u8: { bytes: 8, name: "uint64", read: (view, at) => Number(view.getBigUint64(at, true)) },
  i8: { bytes: 8, name: "int64", read: (view, at) => Number(view.getBigInt64(at, true)) },
  f4: { bytes: 4, name: "float32", read: (view, at) => view.getFloat32(at, true) },
  f8: { bytes: 8, name: "float64", read: (view, at) => view.getFloat64(at, true) },
} as const satisfies Record<string, { bytes: number; name: string; read: Read }>;

const magic = Buffer.from("\x93NUMPY", "latin1");
/** NumPy itself reads no longer ones. */
const mostHeaderBytes = 10_000;
const mostDimensions = 32;

/** `file` names the file in messages. @throws UserError for what is no such array of numbers in row order */
export function npyArray(bytes: Uint8Array, file: string): NpyArray {
  const { text, start } = headerOf(bytes, file);
  const { shape, type } = checkedHeader(text, file);
  const size = sizeOfShape(shape);
  const expected = size * types[type].bytes;
  if (bytes.length - start !== expected) {
    throw new UserError(
      `${file}: expected ${expected} bytes of numbers, as its header says (${shape.join(" x ")} of ${types[type].name}), got ` +
        `${bytes.length - start}. The file is truncated or damaged: save it again.`,
    );
  }
  return { shape, type, values: valuesOf(bytes.subarray(start), type, size) };
}

export function npyTypeName(type: NpyType): string {
  return types[type].name;
}

function headerOf(bytes: Uint8Array, file: string): { readonly text: string; readonly start: number } {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new UserError(
      `${file}: expected a NumPy file (.npy), got a zip archive, as \`np.savez\` writes it. Save each array by \`np.save\`.`,
    );
  }
  if (bytes.length < 10 || magic.some((byte, at) => bytes[at] !== byte)) {
    throw new UserError(
      `${file}: expected a NumPy file (.npy), got something else. Write one by \`np.save("x.npy", x)\`.`,
    );
  }
  const version = bytes[6]!;
  if (!(version >= 1 && version <= 3)) {
    throw new UserError(`${file}: expected a NumPy file of version 1 to 3, got \`${version}\`.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = version > 1;
  const length = isLong && bytes.length >= 12 ? view.getUint32(8, true) : view.getUint16(8, true);
  const first = isLong ? 12 : 10;
  if (length > mostHeaderBytes || first + length > bytes.length) {
    throw new UserError(
      `${file}: expected a header of at most ${Math.min(mostHeaderBytes, Math.max(0, bytes.length - first))} bytes, got \`${length}\`. ` +
        "The file is truncated or damaged: save it again.",
    );
  }
  const start = first + length;
  return { text: Buffer.from(bytes.subarray(first, start)).toString("latin1"), start };
}

function checkedHeader(text: string, file: string): { readonly shape: number[]; readonly type: NpyType } {
  const [, order = "", code = ""] = /'descr': '([<>|=])([a-zA-Z]\d{0,4})'/.exec(text) ?? [];
  const [, fortran] = /'fortran_order': (True|False)/.exec(text) ?? [];
  const [, extents] = /'shape': \(([\d, ]{0,600})\)/.exec(text) ?? [];
  if (!Object.hasOwn(types, code) || order === ">") {
    const known = Object.values(types).map(({ name }) => name);
    throw new UserError(
      `${file}: expected numbers of type ${known.join(", ")}, little-endian, got ${typeText(order, code, text)}. ` +
        'Convert them, as by `x.astype("float32")`, and save them again.',
    );
  }
  if (fortran === undefined || extents === undefined) {
    throw new UserError(
      `${file}: expected a header with \`fortran_order\` and \`shape\`, got ${shownHeader(text)}.`,
    );
  }
  if (fortran === "True") {
    throw new UserError(
      `${file}: expected numbers in row order, got Fortran's column order. Save \`np.ascontiguousarray(x)\`.`,
    );
  }
  return { shape: shapeOf(extents, file), type: code as NpyType };
}

/** What else NumPy has in an array. */
function typeText(order: string, code: string, text: string): string {
  if (code.startsWith("O")) return "Python objects (`O`), which may be anything";
  return code === "" ? shownHeader(text) : `\`${order}${code}\``;
}

function shownHeader(text: string): string {
  return `the header ${JSON.stringify(text.trimEnd().slice(0, 120))}`;
}

/** `3, 4`, or `3,` for one dimension. */
function shapeOf(text: string, file: string): number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  const shape = parts.map(Number);
  const isShape = parts.every((part) => /^\d{1,15}$/.test(part)) && shape.length <= mostDimensions;
  const size = sizeOfShape(shape);
  if (isShape && size <= 2 ** 40) return shape;
  throw new UserError(`${file}: expected a shape of an array that a file can hold, got \`(${text})\`.`);
}

function valuesOf(bytes: Uint8Array, type: NpyType, size: number): NpyArray["values"] {
  // A Buffer is a Uint8Array, but to make another one by its constructor is deprecated.
  if (type === "u1") return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === "f4") return floatsOfBytes(bytes);
  const { read, bytes: width }: { read: Read; bytes: number } = types[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(size);
  for (let index = 0; index < size; index++) values[index] = read(view, index * width);
  return values;
}
