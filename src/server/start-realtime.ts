import { Server as Engine } from "engine.io";
import { Server } from "socket.io";
import { gaugeConnections } from "@/core/metrics";
import { processWide } from "@/lib/process-wide";
import { GUESTS_ROOM } from "@/lib/rooms";
import { askToHeal, fenceGuests, joinCluster } from "./cluster";
import { createHeal } from "./heal";
import type { Io } from "./io";
import { createRealtime } from "./port";
import { type Bus, createBusAdapter, openBus } from "./redis";
import { setupSocketHandlers } from "./socket";
import { boundWaiting } from "./socket/backpressure";
import { readInTurn } from "./socket/reading";
import { setIOInstance } from "./socket/handlers/guest";
import { watchEngine } from "./socket/outcomes";
import { keepHeartbeat } from "./socket/heartbeat";
import { watchOutbound } from "./socket/outbound";
import { newSid } from "./socket/sid";
import { watchStrangers } from "./socket/strangers";
import { type Sweep, startSweep } from "./sweep";

export interface RunningRealtime {
  io: Io;
  engine: Engine;
  sweep: Sweep;
  bus: Bus | undefined;
}

/** The largest packet: a message of 10,000 characters, escaped, fits several times over. */
const MAX_PACKET_BYTES = 64 * 1024;
const PING_TIMEOUT_MS = 20_000;

/**
 * Starts the realtime server on an engine of its own, so that the front door decides what reaches it. The
 * first sweep is through before anybody is served.
 */
export async function startRealtime(): Promise<RunningRealtime> {
  const engine = new Engine({
    maxHttpBufferSize: MAX_PACKET_BYTES,
    perMessageDeflate: false,
    pingInterval: 20_000,
    pingTimeout: PING_TIMEOUT_MS,
    transports: ["polling", "websocket"],
  });
  const healing: { heal?: () => void; tellOthers?: () => void } = {};
  const heal = () => healing.heal?.();
  const bus = await openBus(() => {
    heal();
    healing.tellOthers?.();
  });
  const io: Io = new Server({
    serveClient: false,
    connectTimeout: 15_000,
    ...(bus && { adapter: createBusAdapter(bus) }),
  });
  engine.generateId = newSid;
  watchOutbound(engine);
  boundWaiting(engine);
  keepHeartbeat(engine, PING_TIMEOUT_MS);
  watchStrangers(engine);
  readInTurn(engine);
  io.bind(engine);
  watchEngine(engine);
  fenceGuests(io, GUESTS_ROOM);
  if (bus) joinCluster(io, heal);
  setupSocketHandlers(io);
  processWide().realtime = createRealtime();
  setIOInstance(io);
  gaugeConnections(() => io.engine.clientsCount);
  const sweep = await startSweep(io, (wasCounted) => {
    heal();
    if (!wasCounted) healing.tellOthers?.();
  });
  healing.heal = createHeal(io, sweep);
  healing.tellOthers = () => askToHeal(io);
  return { io, engine, sweep, bus };
}
