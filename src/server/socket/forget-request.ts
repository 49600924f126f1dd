import type { GatehouseSocket } from "./io";
import { isMadeUp } from "./made-up-guest";

/**
 * Empties the request by which a connection was opened, once somebody has been let in: engine.io keeps it as long as the
 * connection, with all headers, cookies and parameters, which nobody reads any more. Its address and its id, which the
 * log has, are known without them.
 */
export function forgetRequest(socket: GatehouseSocket): void {
  // A drill finds its own connections by their cookie.
  if (isMadeUp(socket.data.principal.userId)) return;
  const { request, handshake } = socket;
  Object.assign(request, { rawHeaders: [], headers: {}, headersDistinct: {}, url: "", _query: {} });
  Object.assign(handshake, { headers: {}, query: {}, auth: {}, url: "" });
}
