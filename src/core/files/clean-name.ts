const MAX_LENGTH = 200;

/**
 * The name under which a file is shown and saved. It has no folders and no invisible characters: those could make
 * `exe.gpj` look like `jpg.exe`.
 */
export function cleanName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  const visible = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").replace(/\s+/g, " ");
  const plain = shorten(visible.trim());
  return /[^. ]/.test(plain) ? plain : "file";
}

/** Shortens a name in its middle, so that the extension stays. */
function shorten(name: string): string {
  if (name.length <= MAX_LENGTH) return name;
  const ending = /\.[^.]{1,12}$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, MAX_LENGTH - ending.length - 1)}…${ending}`.toWellFormed();
}
