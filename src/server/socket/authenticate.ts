import { z } from "zod";
import { readArrival } from "@/core/access/enter";
import type { Principal } from "@/core/access/principal";
import { AppError, toAppError, unauthenticated } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import { knownRevisions } from "@/lib/inputs/chat";
import { logFault } from "@/lib/summed-lines";
import { inTurn } from "../turns/event-turn";
import { refuseAtAPace } from "../turns/refusal-pace";
import { type WhoAsks, whoAsks } from "../turns/who-asks";
import type { GatehouseSocket } from "./io";
import { noteRefusedHandshake } from "./outcomes";
import { type CountElsewhere, takePlace } from "./places";
import { withinLimit } from "./within-limit";

/** How long a refused client has to read the reason before its connection is closed. */
const READ_WITHIN_MS = 1_000;

/** Connections that have sent a handshake: each may send one. */
const asked = new WeakSet<GatehouseSocket["conn"]>();

const handshakeAuth = z.object({
  workspace: z
    .string()
    .min(1)
    .max(100)
    .refine((slug) => !slug.includes("\0")),
  // It gives no access, so an invalid version counts as none.
  protocol: z.int().min(0).optional().catch(undefined),
  // Nor does this: a page of another version, which writes it otherwise, is told everything.
  known: knownRevisions.catch(undefined),
});

/**
 * Decides a handshake: who it is, which workspace they enter, and whether they may have one more connection. Refusals
 * reach the client as `connect_error` with `data.code`.
 */
export function authenticate(
  socket: GatehouseSocket,
  next: (error?: Error) => void,
  countElsewhere: CountElsewhere,
): void {
  const { conn } = socket;
  // Two at once would both be let in and counted.
  if (asked.has(conn)) {
    noteRefusedHandshake(socket.request, "CONNECTED_ALREADY");
    conn.close(true);
    return;
  }
  asked.add(conn);
  withinLimit(letIn(socket, countElsewhere)).then(
    (principal) => {
      socket.data.principal = principal;
      next();
    },
    (error: unknown) => {
      const refusal = toConnectError(error);
      const { code } = refusal.data;
      const refuse = () => {
        noteRefusedHandshake(socket.request, code);
        next(refusal);
        setTimeout(() => conn.close(), READ_WITHIN_MS).unref();
      };
      if (code === "RATE_LIMITED") refuseAtAPace(whoAsks(socket.request).key, refuse);
      else refuse();
    },
  );
}

/**
 * Whoever opens connections without end is refused before they take a turn and ask the database, if their session is
 * known. Somebody who waits for a place keeps no turn meanwhile.
 */
async function letIn(socket: GatehouseSocket, countElsewhere: CountElsewhere): Promise<Principal> {
  const who = whoAsks(socket.request);
  if (isKnown(who)) await countAgainst("handshake", who.key);
  const principal = await inTurn(who, () => identify(socket, who));
  await takePlace(socket, principal.userId, countElsewhere);
  return principal;
}

const isKnown = ({ key, device }: WhoAsks) => key !== device;

async function identify(socket: GatehouseSocket, who: WhoAsks): Promise<Principal> {
  const { auth, headers } = socket.handshake;
  const asked = handshakeAuth.safeParse(auth);
  const arrival = await readArrival(headers.cookie, asked.data?.workspace ?? null);
  if (!arrival) throw unauthenticated();
  if (!isKnown(who)) await countAgainst("handshake", arrival.userId);
  if (!asked.success) throw new AppError("NOT_FOUND", "Workspace not found");
  socket.data.protocol = asked.data.protocol;
  socket.data.known = asked.data.known;
  return arrival.enter();
}

function toConnectError(error: unknown) {
  const refusal = toAppError(error);
  if (refusal.code === "INTERNAL") logFault("handshake failed", error);
  const { reason, retryAfterMs } = refusal.detail;
  const data = {
    code: refusal.code === "INTERNAL" ? "UNAVAILABLE" : refusal.code,
    message: refusal.message,
    ...(reason && { reason }),
    ...(retryAfterMs && { retryAfterMs }),
  };
  return Object.assign(new Error(refusal.message), { data });
}
