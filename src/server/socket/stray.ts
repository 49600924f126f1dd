import { isLivingNode } from "@/core/access/nodes";
import { env } from "@/lib/env";
import { logSummed } from "@/lib/summed-lines";
import { nodeOfSid } from "./sid";

/** How long after a lease it is certain that a dead node is no longer listed. */
const SURE_AFTER_LEASE_MS = 2_000;

let looking = false;

/**
 * Notes that a request names a connection that is not on this node. If another node of ours made it and is still alive,
 * the proxy does not keep a browser on one process. It is logged once a minute, since long polling then works for
 * nobody.
 */
export function noteStray(sid: string): void {
  const node = nodeOfSid(sid);
  if (node === undefined || looking) return;
  looking = true;
  const look = () => {
    looking = false;
    // A node that has stopped or died is not the proxy's fault.
    if (!isLivingNode(node)) return;
    logSummed({
      level: "warn",
      msg: "the proxy does not keep a browser on one process",
      what: { means: "connections by long polling fail; see Behind a proxy in docs/operations.md" },
    });
  };
  setTimeout(look, env().guestLeaseMs + SURE_AFTER_LEASE_MS).unref();
}
