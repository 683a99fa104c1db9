// IDX, the format of the MNIST files: two zero bytes, the type of a value, the number of dimensions, each extent as
// a big-endian 32-bit number, then the values row by row. Only unsigned bytes (type 08) are read.
import { sizeOfShape } from "../numeric/size-of-shape.ts";
import { UserError } from "../user-error.ts";

export interface Idx {
  /** One to four extents, each at least 1. */
  readonly shape: readonly number[];
  /** `[product(shape)]`, a view of the payload, not a copy. */
  readonly values: Uint8Array;
}

export const maximumIdxBytes = 2 ** 31;

const otherTypes: Readonly<Record<number, string>> = {
  9: "signed bytes",
  11: "16-bit integers",
  12: "32-bit integers",
  13: "32-bit floats",
  14: "64-bit floats",
};

/** `file` names the file in messages. */
export function parseIdx(payload: Uint8Array, file: string): Idx {
  const { shape, headerBytes, totalBytes } = parseIdxHeader(payload, file);
  if (payload.length < totalBytes) {
    throw new UserError(
      `${file}: the data ends at byte ${payload.length}, but the header (${shape.join(" x ")}) promises ` +
        `${totalBytes} bytes. The file is truncated: get it again.`,
    );
  }
  if (payload.length > totalBytes) throw tooLong(file, shape, totalBytes, `${payload.length} bytes`);
  return { shape, values: payload.subarray(headerBytes) };
}

export interface IdxHeader {
  readonly shape: readonly number[];
  readonly headerBytes: number;
  /** Length that the header promises for the whole payload, itself included. */
  readonly totalBytes: number;
}

/** Needs the first 20 bytes at most. */
export function parseIdxHeader(payload: Uint8Array, file: string): IdxHeader {
  const dimensions = checkMagic(payload, file);
  const headerBytes = 4 + 4 * dimensions;
  if (payload.length < headerBytes) {
    throw new UserError(
      `${file}: the data ends at byte ${payload.length}, inside the header of ${headerBytes} bytes ` +
        `(${dimensions} dimensions). The file is truncated: get it again.`,
    );
  }
  const view = new DataView(payload.buffer, payload.byteOffset, headerBytes);
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  shape.forEach((extent, axis) => {
    if (!(extent > 0)) {
      throw new UserError(
        `${file}: expected each extent to be at least 1, got \`0\` for dimension ${axis + 1} at offset ` +
          `${4 + 4 * axis} (${shape.join(" x ")}). A dataset needs samples with values in them.`,
      );
    }
  });
  const totalBytes = headerBytes + sizeOfShape(shape);
  if (!(totalBytes <= maximumIdxBytes)) {
    throw new UserError(
      `${file}: the header at offset 4 (${shape.join(" x ")}) promises ${totalBytes} bytes; at most ` +
        `${maximumIdxBytes} (2 GiB) are read. The header is damaged, or the file is too large: cut it into less.`,
    );
  }
  return { shape, headerBytes, totalBytes };
}

export function tooLong(file: string, shape: readonly number[], totalBytes: number, got: string): UserError {
  return new UserError(
    `${file}: expected the data to end at byte ${totalBytes}, as the header says (${shape.join(" x ")}), got ` +
      `${got}. The file is damaged or not the one that its header describes: get it again.`,
  );
}

/** The number of dimensions. */
function checkMagic(payload: Uint8Array, file: string): number {
  if (payload.length < 4) {
    throw new UserError(
      `${file}: expected an IDX header of 8 to 20 bytes at offset 0, got ${payload.length} bytes in all. ` +
        "The file is empty or truncated: get it again.",
    );
  }
  const [first, second, type, dimensions] = payload as unknown as [number, number, number, number];
  if (first !== 0 || second !== 0 || type !== 8) {
    const otherType = first === 0 && second === 0 ? otherTypes[type] : undefined;
    const meaning = otherType === undefined ? "This is not an IDX file" : `This is IDX of ${otherType}`;
    throw new UserError(
      `${file}: expected the bytes \`00 00 08\` (IDX of unsigned bytes) at offset 0, got \`${hex(payload.subarray(0, 3))}\`. ` +
        `${meaning}: give an IDX file of unsigned bytes, plain or gzip-compressed.`,
    );
  }
  if (!(dimensions >= 1 && dimensions <= 4)) {
    throw new UserError(
      `${file}: expected 1 to 4 dimensions at offset 3, got \`${dimensions}\`. Labels have 1 dimension; samples ` +
        "have 2 (features), 3 (grey images) or 4 (colour images).",
    );
  }
  return dimensions;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
