export const LAST_WORKSPACE_COOKIE = "workspace";

/** Remembers on this device which workspace "/" opens. */
export function rememberWorkspace(slug: string): void {
  document.cookie = `${LAST_WORKSPACE_COOKIE}=${encodeURIComponent(slug)}; path=/; max-age=31536000; samesite=lax`;
}
