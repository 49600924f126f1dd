/**
 * A random id (a UUID, version 4). Not `crypto.randomUUID`: browsers offer it only to pages that came over https or
 * from their own machine.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => (byte | 0x100).toString(16).slice(1)).join("");
  const variant = "89ab"[(bytes[8] ?? 0) >> 6];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
