import { hasVisible, removeUnneededInvisible } from "@/lib/visible-text";

const MAX_LENGTH = 200;

/**
 * The name under which a file is shown and saved. It has no folders, and of invisible characters only those that a word
 * or an emoji needs: others could make `exe.gpj` look like `jpg.exe`.
 */
export function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const visible = removeUnneededInvisible(last).replace(/\s+/g, " ");
  const plain = shorten(visible.trim());
  return hasVisible(plain.replaceAll(".", "")) ? plain : "file";
}

/** Shortens a name in its middle, so that the extension stays. */
function shorten(name: string): string {
  if (name.length <= MAX_LENGTH) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, MAX_LENGTH - ending.length - 1)}…${ending}`.toWellFormed();
}
