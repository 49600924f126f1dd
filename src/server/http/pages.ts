import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { env, giveNextConfiguration } from "@/lib/env";
import { logFault } from "@/lib/summed-lines";
import { explainUnreadablePages, readBuiltConfiguration } from "../check-build";
import { pathOf } from "./request-path";

/** Next.js as one handler of requests. */
export interface Pages {
  /** Resolves when no more work is done for the answer, however it ended. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Takes an upgrade for hot reload, in development only. Returns whether it did. */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/**
 * Prepares the pages. Next adds its own upgrade listener to the server that it is given. So it gets one that never
 * listens: in production no upgrade reaches Next at all.
 */
export async function preparePages(): Promise<Pages> {
  const { host, port, production } = env();
  const decoy = createServer();
  // Otherwise Next would load its compiler at every start to read `next.config.ts` again.
  if (production) giveNextConfiguration(readBuiltConfiguration());
  const app = next({ dev: !production, hostname: host, port, httpServer: decoy });
  await app.prepare().catch(explainUnreadablePages);
  const handle = app.getRequestHandler();
  return {
    handle(req, res) {
      return handle(req, res).catch((error: unknown) => {
        logFault("page failed", error);
        if (!res.headersSent) res.writeHead(500);
        res.end();
      });
    },
    handleUpgrade(req, socket, head) {
      if (production || !pathOf(req)?.startsWith("/_next/")) return false;
      decoy.emit("upgrade", req, socket, head);
      return true;
    },
  };
}
