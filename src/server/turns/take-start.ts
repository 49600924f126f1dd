import type { IncomingMessage } from "node:http";
import type { Server as Engine } from "engine.io";
import { type AppError, toAppError } from "@/core/errors";
import { countAgainst } from "@/core/limits";
import { mayBeRead } from "../socket/reading";
import { connectionOf, sidOf } from "../socket/sid";
import { lane } from "./lanes";
import { type WhoAsks, whoAsks } from "./who-asks";

/**
 * Lets a request under `/socket.io` in when it is the turn of whoever asks. It asks no database, and stays for as long
 * as it likes: the turn is for what it costs to take it in. One that opens a connection counts against the limit of
 * requests; what is said on a connection is counted there.
 */
export async function takeStart(
  engine: Engine,
  req: IncomingMessage,
  start: () => void,
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
        start();
      },
      refuse: (refusal) => refuse(refusal, who),
    });
  } catch (error) {
    refuse(toAppError(error), who);
  }
}
