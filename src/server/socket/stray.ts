import { isLivingNode } from "@/core/access/nodes";
import { env } from "@/lib/env";
import { logSummed } from "@/lib/summed-lines";
import { nodeOfSid } from "./sid";

/** After a lease a node that is gone is known to be gone. */
const SURE_AFTER_LEASE_MS = 2_000;

let looking = false;

/**
 * Notes that a request names a connection that is not here. Where another node of ours made it, and lives on, the
 * proxy does not keep a browser on one process: said once a minute, since nobody who polls gets through.
 */
export function noteStray(sid: string): void {
  const node = nodeOfSid(sid);
  if (node === undefined || looking) return;
  looking = true;
  const look = () => {
    looking = false;
    // One that has stopped or died is no fault of the proxy.
    if (!isLivingNode(node)) return;
    logSummed({
      level: "warn",
      msg: "the proxy does not keep a browser on one process",
      what: { means: "connections by long polling fail; see Behind a proxy in docs/operations.md" },
    });
  };
  setTimeout(look, env().guestLeaseMs + SURE_AFTER_LEASE_MS).unref();
}
