import type { MessageFile } from "@/lib/api-types";

const UNITS = ["KB", "MB", "GB"];

/** A size for people to read: `640 B`, `12 KB`, `1.4 MB`. */
export function describeSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = size < 9.95 && unit > 0 ? 1 : 0;
  return `${size.toFixed(digits).replace(/\.0$/, "")} ${UNITS[unit]}`;
}

/** The kind of a file in a word: from its extension, otherwise from its type. */
export function describeKind({ name, type }: Pick<MessageFile, "name" | "type">): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  if (ending) return ending.toUpperCase();
  return type === "text/plain" ? "Text" : "File";
}

/**
 * The body of a message that has files but no text, so that search and notifications have words to show. `<` is
 * replaced, so that a file name cannot mention anybody.
 */
export function nameFiles(files: readonly MessageFile[]): string {
  return files.map((file) => file.name.replaceAll("<", "‹")).join(", ");
}

/** Whether a body contains only the names of its files. */
export function saysOnlyNames(body: string, files: readonly MessageFile[]): boolean {
  return files.length > 0 && body === nameFiles(files);
}
