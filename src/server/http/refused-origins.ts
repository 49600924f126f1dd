import { flushSummedLines, logSummed } from "@/lib/summed-lines";

export interface RefusedOrigin {
  origin: string;
  ip: string;
  transport: "polling" | "websocket" | "http";
  userAgent: string;
  requestId?: string;
}

/** Logs a refusal: the first of its kind at once, those that follow summed up once a minute. */
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

/** Writes what has been counted and not yet said; for the end of the process. */
export const flushRefusedOrigins = flushSummedLines;
