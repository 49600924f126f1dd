import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { enforceBodyPace, type Paces } from "./body-pace";
import type { FrontDoor } from "./front-door";
import { lingerBeforeClosing } from "./lingering-close";
import { noteMalformed } from "./outcomes";
import { dropUntakenAnswers } from "./untaken-answers";

const HEADERS_LIMIT_MS = 10_000;
/** How often Node checks for requests that are too slow; its default is 30 s. */
const CHECKED_EVERY_MS = 1_000;
/** Longer than proxies usually keep theirs (60 s): they close first, so no request is on its way when we close. */
const KEPT_IDLE_MS = 75_000;
/**
 * How many listeners may wait for the end of one answer. We and Next have eleven, and above ten Node warns of a leak.
 */
const MAX_WATCHERS = 20;

/**
 * Node ends every request after 300 s, even a large file over a slow line. Here only headers have a fixed time limit,
 * and bodies must keep a pace. Without `requestTimeout` Node would have no limit for headers either, so both are set.
 */
export function createHttpServer(
  door: Pick<FrontDoor, "onRequest" | "onUpgrade">,
  paces?: Paces,
): Server {
  const http = createServer({
    requestTimeout: 0,
    headersTimeout: HEADERS_LIMIT_MS,
    keepAliveTimeout: KEPT_IDLE_MS,
    connectionsCheckingInterval: CHECKED_EVERY_MS,
  });
  http.on("request", (req, res) => {
    res.setMaxListeners(MAX_WATCHERS);
    enforceBodyPace(req, res, paces);
    lingerBeforeClosing(req, res);
    door.onRequest(req, res);
  });
  http.on("upgrade", door.onUpgrade);
  dropUntakenAnswers(http);
  http.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    // A connection that breaks before a request is complete is not an error.
    const { code = "" } = error;
    if (/^(HPE|ERR_HTTP)_/.test(code)) noteMalformed(code, (socket as Socket).remoteAddress);
    socket.destroy();
  });
  return http;
}
