// @ts-check
// Where libtensorflow comes from, pinned. The package's own download (2.9.1 from a storage bucket) answers 403.

/**
 * @typedef {{ kind: "folder", folder: string }} FolderSource a folder with lib/ and include/ that the user names
 * @typedef {{ kind: "wheel", version: string, sha256: string, platform: string, bytes: number, unpackedBytes: number }} WheelSource
 * @typedef {{ kind: "tarball", version: string, sha256: string, platform: string, url: string, bytes: number, unpackedBytes: number }} TarballSource
 * @typedef {{ platform: string, arch: string, libc: "glibc" | "musl" | "none" }} Machine
 */

/** @type {WheelSource} */
export const linuxWheel = {
  kind: "wheel",
  version: "2.21.0",
  sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  platform: "linux-x64",
  bytes: 273_829_956,
  unpackedBytes: 860_000_000, // libtensorflow_cc 788 MB, libtensorflow_framework 65 MB, headers 4 MB
};

// Sizes of the tarballs are rounded up. The last versions that TensorFlow published for each platform.
/** @type {readonly TarballSource[]} */
export const tarballs = [
  tarball(
    "linux-x64",
    "2.18.0",
    "linux-x86_64",
    "605bfcb370c7e7ec981eabada880f60784e3de018395be95c95c3e5592c3d9a2",
  ),
  tarball(
    "darwin-arm64",
    "2.18.0",
    "darwin-arm64",
    "462257d2792730dcb131fcf21bc826192ae5a2c418535f6347d051f10fc8be8a",
  ),
  tarball(
    "darwin-x64",
    "2.16.2",
    "darwin-x86_64",
    "26b17967afbe99ef89c16f59b366d62b14c55c5c583af6e70aed8c3b3147ee9f",
  ),
];

/**
 * @param {string} platform
 * @param {string} version
 * @param {string} name
 * @param {string} sha256
 * @returns {TarballSource}
 */
function tarball(platform, version, name, sha256) {
  const url = `https://storage.googleapis.com/tensorflow/versions/${version}/libtensorflow-cpu-${name}.tar.gz`;
  return { kind: "tarball", version, sha256, platform, url, bytes: 200_000_000, unpackedBytes: 700_000_000 };
}

/**
 * The downloads that suit this machine, in the order in which they are tried.
 * @param {Machine} machine
 * @returns {readonly (WheelSource | TarballSource)[]}
 */
export function downloads({ platform, arch, libc }) {
  if (libc === "musl") return []; // both are linked with glibc
  return [linuxWheel, ...tarballs].filter((source) => source.platform === `${platform}-${arch}`);
}

/** @returns {Machine} */
export function thisMachine() {
  const { platform, arch } = process;
  if (platform !== "linux") return { platform, arch, libc: "none" };
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return { platform, arch, libc: report.header.glibcVersionRuntime === undefined ? "musl" : "glibc" };
}
