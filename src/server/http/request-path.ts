import type { IncomingMessage } from "node:http";

/** The normalised path of a request, or null if the request target cannot be decoded. */
export function pathOf(req: IncomingMessage): string | null {
  const target = req.url ?? "";
  // "//host/path" is a path here, never another host.
  const whole = target.startsWith("/") ? `http://gatehouse${target}` : target;
  if (!URL.canParse(whole)) return null;
  const { pathname } = new URL(whole);
  return isDecodable(pathname) ? pathname : null;
}

/** Next fails on "%E0%A4%A" and the like. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Whether a path lies under a top folder: `/socket.io` and `/socket.io/x`, not `/socket.iox`. */
export function isUnder(path: string, folder: string): boolean {
  return path.split("/")[1] === folder;
}

/** Whether the request belongs to Socket.IO. */
export function isRealtimeRequest(req: IncomingMessage): boolean {
  const path = pathOf(req);
  return path !== null && isUnder(path, "socket.io");
}

/** Whether the request belongs to the JSON API. */
export function isApiRequest(req: IncomingMessage): boolean {
  const path = pathOf(req);
  return path !== null && isUnder(path, "api");
}
