const BASE = "http://here.invalid";

/** A path of our own to return to after signing in; anything that could lead elsewhere becomes "/". */
export function readReturnPath(next: string | string[] | undefined): string {
  if (typeof next !== "string" || !URL.canParse(next, BASE)) return "/";
  const url = new URL(next, BASE);
  const path = url.pathname + url.search + url.hash;
  // `/.//evil.example` resolves to the path `//evil.example`, which a browser takes for a host.
  return url.origin === BASE && !path.startsWith("//") ? path : "/";
}

/**
 * The sign-in page that comes back to `path`.
 * @param options.hasEnded the session of this device was there and is there no more, which the page then says
 */
export function toSignIn(path: string, { hasEnded = false } = {}): string {
  if (path === "/") return hasEnded ? "/sign-in?ended=1" : "/sign-in";
  return `/sign-in?next=${encodeURIComponent(path)}${hasEnded ? "&ended=1" : ""}`;
}

/** The page of forgotten passwords, whose way back to the sign-in goes on to `path`. */
export function toForgotten(path: string): string {
  return path === "/" ? "/forgot-password" : `/forgot-password?next=${encodeURIComponent(path)}`;
}
