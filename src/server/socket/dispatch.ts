import { explainCancelled } from "@/core/access/cancelled-statement";
import { assertServed } from "@/core/access/gates";
import type { Principal } from "@/core/access/principal";
import { AppError, toAppError, unavailable } from "@/core/errors";
import { parse } from "@/core/validation";
import {
  type Ack,
  type ClientAnswers,
  type ClientEvent,
  type ClientPayload,
  clientEvents,
} from "@/lib/socket-events";
import { logFault } from "@/lib/summed-lines";
import { askerOf, inTurn } from "../turns/event-turn";
import { countEvent, countSenseless } from "./event-limits";
import type { GatehouseSocket } from "./io";
import { noteEvent } from "./outcomes";
import { noteUnderWay } from "./reading";

export type Handler<E extends ClientEvent> = (
  principal: Principal,
  payload: ClientPayload<E>,
  socket: GatehouseSocket,
) => Promise<ClientAnswers[E]> | ClientAnswers[E];

export type Handlers = { [E in ClientEvent]: Handler<E> };

type Reply = (answer: Ack<unknown>) => void;

/**
 * Listens to every event: parse it, call one function of `core`, acknowledge it. Nothing is handled before the socket
 * is admitted, and nothing is acknowledged to a guest whom this node may no longer serve.
 */
export function listen(
  socket: GatehouseSocket,
  admitted: Promise<boolean>,
  handlers: Handlers,
): void {
  // A client may send an event named "error". Without a listener it would end the process.
  socket.on("error", () => undefined);
  socket.onAny((event: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const reply = typeof last === "function" ? (last as Reply) : () => undefined;
    const [payload] = typeof args[0] === "function" ? [undefined] : args;
    noteUnderWay(socket.conn, 1);
    void answer(socket, admitted, handlers, event, payload).then((outcome) => {
      noteUnderWay(socket.conn, -1);
      if (!outcome) return;
      noteEvent(socket, event, outcome);
      reply(outcome);
    });
  });
}

async function answer(
  socket: GatehouseSocket,
  admitted: Promise<boolean>,
  handlers: Handlers,
  event: unknown,
  payload: unknown,
): Promise<Ack<unknown> | null> {
  try {
    if (!(await admitted)) return null;
    assertServed(socket.data.principal);
    const data = await handle(socket, handlers, event, payload);
    assertServed(socket.data.principal);
    return { ok: true, data };
  } catch (error) {
    const cut = () => (socket.connected ? null : unavailable());
    return { ok: false, error: toAckError(await explainCancelled(error, cut)) };
  }
}

async function handle(
  socket: GatehouseSocket,
  handlers: Handlers,
  event: unknown,
  payload: unknown,
) {
  if (typeof event !== "string" || !Object.hasOwn(clientEvents, event)) {
    await countSenseless(socket);
    throw new AppError("VALIDATION", "There is no such event", {
      issues: [{ path: "event", message: "Unknown event" }],
    });
  }
  return handleKnown(socket, handlers, event as ClientEvent, payload);
}

async function handleKnown<E extends ClientEvent>(
  socket: GatehouseSocket,
  handlers: Handlers,
  event: E,
  payload: unknown,
): Promise<ClientAnswers[E]> {
  const { principal } = socket.data;
  await countEvent(socket, event);
  const input = await parseEvent(socket, event, payload);
  return inTurn(askerOf(principal), () => {
    // Somebody who was cut while they waited would only be refused.
    if (!socket.connected) throw unavailable();
    return handlers[event](principal, input, socket);
  });
}

async function parseEvent<E extends ClientEvent>(
  socket: GatehouseSocket,
  event: E,
  payload: unknown,
): Promise<ClientPayload<E>> {
  try {
    return parse(clientEvents[event], payload) as ClientPayload<E>;
  } catch (error) {
    await countSenseless(socket);
    throw error;
  }
}

function toAckError(error: unknown) {
  const failure = toAppError(error);
  if (failure.code === "INTERNAL") logFault("event failed", error);
  const { issues, retryAfterMs } = failure.detail;
  return {
    code: failure.code,
    message: failure.message,
    ...(issues && { issues }),
    ...(retryAfterMs && { retryAfterMs }),
  };
}
