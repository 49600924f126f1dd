import type { IncomingMessage } from "node:http";
import type { Server as Engine } from "engine.io";
import { type AppError, toAppError } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import { mayBeRead } from "../socket/reading";
import { connectionOf, sidOf } from "../socket/sid";
import { lane } from "./lanes";
import { type WhoAsks, whoAsks } from "./who-asks";

/**
 * Takes in a request under `/socket.io` when it is its sender's turn. It reads no database and may last as long as it
 * likes: the turn only covers the cost of taking it in. A request that opens a connection counts against the limit of
 * requests; events on a connection are counted separately.
 */
export async function takeStart(
  engine: Engine,
  req: IncomingMessage,
  start: (who: WhoAsks) => void,
  refuse: (refusal: AppError, who: WhoAsks) => void,
): Promise<void> {
  const who = whoAsks(req);
  try {
    if (!sidOf(req)) await countAgainst("http", who.key);
    const conn = req.method === "POST" ? connectionOf(engine, req) : undefined;
    if (conn) await mayBeRead(conn);
    lane("quick").ask(who, {
      begin(turn) {
        setImmediate(() => turn.leave());
        start(who);
      },
      refuse: (refusal) => refuse(refusal, who),
    });
  } catch (error) {
    refuse(toAppError(error), who);
  }
}
