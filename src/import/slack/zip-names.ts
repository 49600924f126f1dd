import type { Entry } from "yauzl";

const UTF8_FLAG = 0x800;
/** What programs write that do not say which one it is, by how often. `yauzl` knows code page 437, the official one. */
const DECODERS = ["utf-8", "shift_jis", "gbk", "euc-kr", "big5", "ibm866", "windows-1252"].map(
  (encoding) => new TextDecoder(encoding, { fatal: true }),
);

/**
 * The names that a file of a ZIP may have. Old ZIPs, and those of macOS and Windows, do not say how their names are
 * encoded, and some say it wrongly. A name is only compared with names that are known, so a wrong reading matches
 * nothing.
 */
export function readNames(entry: Entry): [string, ...string[]] {
  if (!/[^\0-\x7f]/.test(entry.fileName)) return [entry.fileName];
  const [unicode, ...others] = DECODERS.map((decoder) => decode(entry.fileNameRaw, decoder));
  const isUnicode = (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0;
  if (isUnicode && unicode !== null) return [entry.fileName];
  const all = [
    unicode ?? entry.fileName,
    entry.fileName,
    ...others.filter((name) => name !== null),
  ];
  return [...new Set(all)] as [string, ...string[]];
}

function decode(raw: Buffer, decoder: TextDecoder): string | null {
  try {
    return decoder.decode(raw).replaceAll("\\", "/");
  } catch {
    // The bytes are not of this encoding.
    return null;
  }
}
