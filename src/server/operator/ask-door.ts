import { request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { type Command, type Report, report } from "./commands";
import {
  atDoor,
  CommandError,
  databaseName,
  IS_ANOTHERS,
  listDoors,
  MISDIRECTED,
} from "./door-files";

/** A revocation is answered within three seconds. What is asked of another server then does no harm twice. */
const PATIENCE_MS = 6_000;

const failure = z.object({ error: z.string() });

/**
 * Has a running server of this installation do it: it has connections to people, and to the other servers.
 * @returns null where none can be reached from here
 * @throws CommandError what the server says
 */
export async function askServer(command: Command): Promise<Report | null> {
  for (const nodeId of listDoors()) {
    const answer = await atDoor(nodeId, (address) => ask(address, command));
    if (answer === null || answer.status === MISDIRECTED) continue;
    const body: unknown = JSON.parse(answer.body);
    if (answer.status === 200) return report.parse(body);
    throw new CommandError(failure.parse(body).error);
  }
  return null;
}

/** What answers; null where nobody does: a door was left, is another machine's, or its server stands still or ends. */
function ask(address: string, command: Command): Promise<{ status: number; body: string } | null> {
  const options = { socketPath: address, method: "POST", timeout: PATIENCE_MS, agent: false };
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
