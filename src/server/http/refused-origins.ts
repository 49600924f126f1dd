import { flushSummedLines, logSummed } from "@/lib/summed-lines";

export interface RefusedOrigin {
  origin: string;
  ip: string;
  transport: "polling" | "websocket" | "http";
  userAgent: string;
  requestId?: string;
}

/** Logs a refusal: the first of its kind at once, the following ones as a sum once a minute. */
export function logRefusedOrigin(refused: RefusedOrigin): void {
  const { origin, ip, transport, userAgent, requestId } = refused;
  logSummed({
    level: "warn",
    msg: "origin refused",
    what: { transport },
    who: { origin, ip },
    more: { userAgent },
    requestId,
  });
}

/** Writes sums that have been counted and not logged yet; for the end of the process. */
export const flushRefusedOrigins = flushSummedLines;
