import { rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import path from "node:path";
import { z } from "zod";
import { listNodes, nodeId } from "@/core/access/nodes";
import { toAppError } from "@/core/errors";
import { SYSTEM } from "@/lib/current-turn";
import { parse } from "@/core/validation";
import { withReservedDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { isListening } from "@/lib/is-listening";
import { logger } from "@/lib/logger";
import { inTurn } from "../turns/event-turn";
import { commandInput } from "./commands";
import {
  onOperatorSocket,
  databaseName,
  operatorSocketFile,
  listOperatorSockets,
  MISDIRECTED,
} from "./socket-files";
import { perform } from "./perform";

const doorInput = z.strictObject({ database: z.string(), command: commandInput });

/**
 * Opens the socket by which the command line reaches this server, which has the connections. It is separate from the
 * network: nothing that comes in by HOST and PORT, or through a proxy, gets here. A server that cannot open it serves
 * all the same.
 * @returns a function that closes it
 */
export async function openOperatorSocket(): Promise<() => void> {
  const server = createServer((req, res) => void answer(req, res));
  const file = path.join(env().dataDir, operatorSocketFile(nodeId()));
  const close = () => {
    server.close();
    rmSync(file, { force: true });
  };
  try {
    await dropLeftDoors();
    await onOperatorSocket(nodeId(), (address) => listen(server, address));
    if (process.platform === "win32") writeFileSync(file, "");
    server.unref();
  } catch (error) {
    close();
    logger().warn({ err: error }, "the command line cannot reach this server");
  }
  return close;
}

/**
 * Deletes sockets of servers that ended without closing theirs. A socket that answers is kept even if its node is not
 * in our registry: it belongs to another installation, or its node was silent for a while.
 */
async function dropLeftDoors(): Promise<void> {
  const nodes = new Set(await listNodes());
  for (const id of listOperatorSockets()) {
    if (nodes.has(id) || (await onOperatorSocket(id, isListening))) continue;
    rmSync(path.join(env().dataDir, operatorSocketFile(id)), { force: true });
  }
}

/** The umask makes sure that only the socket's owner can ever open it. */
function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const before = process.umask(0o177);
    server.listen(address, () => {
      server.off("error", reject);
      server.on("error", (error) => logger().warn({ err: error }, "the operator's door"));
      resolve();
    });
    process.umask(before);
  });
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const send = (status: number, body: object) => {
    res.writeHead(status, { "Content-Type": "application/json" });
    res.end(JSON.stringify(body));
  };
  try {
    const { database, command } = parse(doorInput, JSON.parse(await text(req)));
    if (database !== databaseName()) return send(MISDIRECTED, {});
    const report = await inTurn(
      SYSTEM,
      () => withReservedDatabase(() => perform(command)),
      "urgent",
    );
    logger().info({ command: command.name }, "the operator asked from the command line");
    send(200, report);
  } catch (error) {
    const failure = toAppError(error);
    if (failure.code === "INTERNAL") logger().error({ err: error }, "an operator's command failed");
    send(failure.status, { error: failure.message });
  }
}
