import { Server as Engine } from "engine.io";
import { Server } from "socket.io";
import { gaugeConnections } from "@/core/metrics";
import { processWide } from "@/lib/process-wide";
import { askToRecover, joinCluster } from "./cluster/nodes";
import { createRecovery } from "./cluster/recover-missed-events";
import { type Bus, createBusAdapter, openBus } from "./cluster/redis";
import { rehearseHere } from "./cluster/rehearse";
import { type Sweep, startSweep } from "./cluster/sweep";
import { setupSocketHandlers } from "./socket";
import { boundWaiting } from "./socket/backpressure";
import { fenceGuests } from "./socket/fence";
import { setIOInstance } from "./socket/handlers/guest";
import { keepHeartbeat } from "./socket/heartbeat";
import type { Io } from "./socket/io";
import { countMadeUp } from "./socket/made-up-guest";
import { watchOutbound } from "./socket/outbound";
import { watchEngine } from "./socket/outcomes";
import { readInTurn } from "./socket/reading";
import { sendTogether } from "./socket/send-together";
import { createRealtime } from "./socket/realtime-adapter";
import { newSid } from "./socket/sid";
import { watchStrangers } from "./socket/strangers";
import { sliceWideBroadcasts } from "./socket/wide-broadcasts";

export interface RunningRealtime {
  io: Io;
  engine: Engine;
  sweep: Sweep;
  bus: Bus | undefined;
}

/** The largest packet: a message of 10,000 characters fits several times over, even escaped. */
const MAX_PACKET_BYTES = 64 * 1024;
const PING_TIMEOUT_MS = 20_000;

/**
 * Starts the realtime server on its own engine, so that the front door decides what reaches it. The first sweep has
 * finished before anybody is served.
 */
export async function startRealtime(): Promise<RunningRealtime> {
  const engine = new Engine({
    maxHttpBufferSize: MAX_PACKET_BYTES,
    perMessageDeflate: false,
    pingInterval: 20_000,
    pingTimeout: PING_TIMEOUT_MS,
    transports: ["polling", "websocket"],
  });
  const recovery: { recover?: () => void; tellOthers?: () => void } = {};
  const recover = () => recovery.recover?.();
  const bus = await openBus(() => {
    recover();
    recovery.tellOthers?.();
  });
  const io: Io = new Server({
    serveClient: false,
    connectTimeout: 15_000,
    ...(bus && { adapter: createBusAdapter(bus) }),
  });
  engine.generateId = newSid;
  sendTogether(engine);
  watchOutbound(engine);
  boundWaiting(engine);
  keepHeartbeat(engine, PING_TIMEOUT_MS);
  watchStrangers(engine);
  readInTurn(engine);
  io.bind(engine);
  watchEngine(engine);
  fenceGuests(io);
  sliceWideBroadcasts(io);
  if (bus) joinCluster(io, recover, rehearseHere);
  setupSocketHandlers(io);
  processWide().realtime = createRealtime();
  setIOInstance(io);
  gaugeConnections(() => engine.clientsCount - countMadeUp(engine));
  const sweep = await startSweep(io, (wasCounted) => {
    recover();
    if (!wasCounted) recovery.tellOthers?.();
  });
  recovery.recover = createRecovery(io, sweep);
  recovery.tellOthers = () => askToRecover(io);
  return { io, engine, sweep, bus };
}
