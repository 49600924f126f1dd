import type { IncomingMessage } from "node:http";

/** The normalised path of a request, or null where the request target is not one. */
export function pathOf(req: IncomingMessage): string | null {
  const target = req.url ?? "";
  // "//host/path" is a path here, never another host.
  const whole = target.startsWith("/") ? `http://gatehouse${target}` : target;
  return URL.canParse(whole) ? new URL(whole).pathname : null;
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
