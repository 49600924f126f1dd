const BASE = "http://here.invalid";

/** The path of this site to return to after signing in. Anything that could lead to another site becomes "/". */
export function readReturnPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !URL.canParse(next, BASE)) return "/";
  const url = new URL(next, BASE);
  const path = url.pathname + url.search + url.hash;
  // `/.//evil.example` resolves to the path `//evil.example`, which a browser takes for a host.
  return url.origin === BASE && !path.startsWith("//") ? path : "/";
}

/**
 * The path of the sign-in page that returns to `path`.
 * @param options.hasEnded whether the session of this device has ended, which the page then says
 */
export function toSignIn(path: string, { hasEnded = false } = {}): string {
  if (path === "/") return hasEnded ? "/sign-in?ended=1" : "/sign-in";
  return `/sign-in?next=${encodeURIComponent(path)}${hasEnded ? "&ended=1" : ""}`;
}

/** The path of the page for forgotten passwords. Its link back to the sign-in page keeps `path`. */
export function toForgotten(path: string): string {
  return path === "/" ? "/forgot-password" : `/forgot-password?next=${encodeURIComponent(path)}`;
}
