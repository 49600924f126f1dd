import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { holdToPace, type Paces } from "./body-pace";
import type { FrontDoor } from "./front-door";
import { lingerBeforeClosing } from "./lingering-close";
import { noteMalformed } from "./outcomes";
import { dropUntakenAnswers } from "./untaken-answers";

const HEADERS_LIMIT_MS = 10_000;
/** How often Node looks whose time is up; left alone, every 30 s. */
const CHECKED_EVERY_MS = 1_000;
/** Longer than proxies keep theirs (60 s, where nothing else is set): who closes first meets no request on its way. */
const KEPT_IDLE_MS = 75_000;
/** Who watches one answer come to its end: of us and of Next there are eleven. Above ten Node speaks of a leak. */
const MAX_WATCHERS = 20;

/**
 * Node ends every request after 300 s, a large file over a slow line too. Here headers alone have a fixed time, and
 * bodies are held to a pace. Without a limit for requests Node would have none for headers either, so it is named.
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
    holdToPace(req, res, paces);
    lingerBeforeClosing(req, res);
    door.onRequest(req, res);
  });
  http.on("upgrade", door.onUpgrade);
  dropUntakenAnswers(http);
  http.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    // A connection that breaks before a request is whole is nobody's error.
    const { code = "" } = error;
    if (/^(HPE|ERR_HTTP)_/.test(code)) noteMalformed(code, (socket as Socket).remoteAddress);
    socket.destroy();
  });
  return http;
}
