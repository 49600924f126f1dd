import { request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { type Command, type Report, report } from "./commands";
import {
  onOperatorSocket,
  CommandError,
  databaseName,
  IS_ANOTHERS,
  listOperatorSockets,
  MISDIRECTED,
} from "./socket-files";

/** Longer than the three seconds in which a revocation is answered. Asking a second server after that does no harm. */
const PATIENCE_MS = 6_000;
/** A drill waits for a suspended node at each of its steps. */
const DRILL_PATIENCE_MS = 30_000;

const failure = z.object({ error: z.string() });

/**
 * Asks a running server of this installation to do it: it has connections to people and to the other servers.
 * @returns null when none can be reached from here
 * @throws CommandError what the server says
 */
export async function askServer(command: Command): Promise<Report | null> {
  for (const nodeId of listOperatorSockets()) {
    const answer = await onOperatorSocket(nodeId, (address) => ask(address, command));
    if (answer === null || answer.status === MISDIRECTED) continue;
    const body: unknown = JSON.parse(answer.body);
    if (answer.status === 200) return report.parse(body);
    throw new CommandError(failure.parse(body).error);
  }
  return null;
}

/**
 * Returns the answer, or null without one: the socket was left behind, is another machine's, or its server hangs or
 * ends.
 */
function ask(address: string, command: Command): Promise<{ status: number; body: string } | null> {
  const patienceMs = command.name === "drill" ? DRILL_PATIENCE_MS : PATIENCE_MS;
  const options = { socketPath: address, method: "POST", timeout: patienceMs, agent: false };
  return new Promise((resolve, reject) => {
    const asked = request(options, (res) => {
      text(res).then(
        (body) => resolve({ status: res.statusCode ?? 0, body }),
        () => resolve(null),
      );
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "EACCES") reject(new CommandError(IS_ANOTHERS));
      else resolve(null);
    });
    asked.end(JSON.stringify({ database: databaseName(), command }));
  });
}
