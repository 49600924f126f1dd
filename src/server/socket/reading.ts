import type { Server as Engine, Socket as EngineSocket } from "engine.io";
import { inside, type Transport } from "./inside-engine";
import { noteRead } from "./reading-pace";

/**
 * How many events of one connection may be under way. What it sends beyond that waits, in the end in its own network.
 */
const MAX_UNDER_WAY = 100;
/** How many packets of a polling client's request are taken in before others are heard. */
const SLICE = 8;
const SEPARATOR = "\x1e";

interface Reading {
  underWay: number;
  /** Until its owner has sent less for a while. */
  isResting: boolean;
  /** The WebSocket that is paused. */
  paused: { resume(): void } | null;
  waiting: (() => void)[];
  /** The rest of a request. It is counted as under way itself, so it waits for the end of the rest alone. */
  held: (() => void) | null;
}

const readings = new WeakMap<EngineSocket, Reading>();

function readingOf(conn: EngineSocket): Reading {
  let reading = readings.get(conn);
  if (!reading) {
    reading = { underWay: 0, isResting: false, paused: null, waiting: [], held: null };
    readings.set(conn, reading);
  }
  return reading;
}

/**
 * Takes in a little of every connection in turn. Otherwise ws hands over everything that has come in on a connection at
 * once, and engine.io all packets of a request: thousands of events before anybody else is heard. Whoever sends more
 * than a page ever would is read at a pace, and what is sent all the same closes the connection.
 */
export function readInTurn(engine: Engine): void {
  const { ws } = engine as unknown as { ws: { options: { allowSynchronousEvents: boolean } } };
  ws.options.allowSynchronousEvents = false;
  engine.on("connection", (conn: EngineSocket) => {
    const { transport } = inside(conn);
    if (transport.name === "polling") sliceRequests(conn, transport);
    conn.on("packet", ({ data }: { data?: unknown }) => pace(conn, data));
    hearPings(conn, transport);
    conn.on("upgrade", (upgraded: Transport) => {
      hearPings(conn, upgraded);
      // A rest that began before could pause nothing.
      holdOrGoOn(conn, readingOf(conn));
    });
  });
}

/** The protocol's own pings come past the engine, and ws answers each. */
function hearPings(conn: EngineSocket, { socket }: Transport): void {
  for (const frame of ["ping", "pong"] as const) socket?.on(frame, () => pace(conn, ""));
}

function pace(conn: EngineSocket, data: unknown): void {
  const pauseMs = noteRead(conn, typeof data === "string" ? data.length : 0);
  const reading = readingOf(conn);
  if (pauseMs === 0 || reading.isResting) return;
  reading.isResting = true;
  holdOrGoOn(conn, reading);
  setTimeout(() => {
    reading.isResting = false;
    holdOrGoOn(conn, reading);
  }, pauseMs).unref();
}

function sliceRequests(conn: EngineSocket, transport: Transport): void {
  const reading = readingOf(conn);
  const takeIn = transport.onData.bind(transport);
  let left: string[] = [];
  let isTaking = false;
  const takeSlice = () => {
    isTaking = false;
    const slice = left.splice(0, conn.readyState === "closed" ? left.length : SLICE);
    if (slice.length === 0) return;
    if (conn.readyState !== "closed") takeIn(slice.join(SEPARATOR));
    noteUnderWay(conn, -slice.length);
    isTaking = left.length > 0;
    if (!isTaking) return;
    if (reading.isResting) reading.held = takeSlice;
    else setImmediate(takeSlice);
  };
  transport.onData = (data) => {
    if (typeof data !== "string") return takeIn(data);
    const packets = data.split(SEPARATOR);
    left = left.concat(packets);
    noteUnderWay(conn, packets.length);
    if (!isTaking) takeSlice();
  };
}

/** Counts an event that has come in. Call it again with -1 when it is done. */
export function noteUnderWay(conn: EngineSocket, change: number): void {
  const reading = readingOf(conn);
  reading.underWay += change;
  holdOrGoOn(conn, reading);
}

function holdOrGoOn(conn: EngineSocket, reading: Reading): void {
  const { isResting, underWay } = reading;
  if (isResting || underWay >= MAX_UNDER_WAY) reading.paused ??= pause(conn);
  if (isResting) return;
  const { held } = reading;
  reading.held = null;
  held?.();
  if (reading.isResting || reading.underWay > MAX_UNDER_WAY / 2) return;
  reading.paused?.resume();
  reading.paused = null;
  for (const go of reading.waiting.splice(0)) go();
}

function pause(conn: EngineSocket): Reading["paused"] {
  const { socket } = inside(conn).transport;
  socket?.pause();
  return socket ?? null;
}

/** Resolves when a polling client may send more; undefined when it may at once. */
export function mayBeRead(conn: EngineSocket): Promise<void> | undefined {
  const reading = readings.get(conn);
  if (!reading || (!reading.isResting && reading.underWay < MAX_UNDER_WAY)) return undefined;
  return new Promise((resolve) => reading.waiting.push(resolve));
}
