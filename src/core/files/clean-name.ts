const LONGEST = 200;

/**
 * The name under which a file is shown and saved: no folders, and nothing invisible, which could turn
 * `exe.gpj` into `jpg.exe` before a reader's eyes.
 */
export function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").replace(/\s+/g, " ");
  const plain = shorten(visible.trim());
  return /[^. ]/.test(plain) ? plain : "file";
}

/** Cut in the middle of the name rather than off its ending. */
function shorten(name: string): string {
  if (name.length <= LONGEST) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, LONGEST - ending.length - 1)}…${ending}`.toWellFormed();
}
