import { logger } from "@/lib/logger";

export interface RefusedOrigin {
  origin: string;
  ip: string;
  transport: "polling" | "websocket" | "http";
  userAgent: string;
}

interface Storm {
  refused: RefusedOrigin;
  count: number;
  timer: NodeJS.Timeout;
}

const minute = 60_000;
/** Past this many at once, all further ones count as one: a storm must not fill memory or disk. */
const mostStorms = 500;
const storms = new Map<string, Storm>();

/** Logs a refusal: the first of its kind at once, those that follow summed up once a minute. */
export function logRefusedOrigin(refused: RefusedOrigin): void {
  const kind = keyOf(refused);
  const named = storms.has(kind) || storms.size < mostStorms;
  const entry = named ? refused : { ...refused, origin: "(others)", ip: "(others)" };
  const key = named ? kind : keyOf(entry);

  const storm = storms.get(key);
  if (storm) {
    storm.count += 1;
    return;
  }
  write(entry, 1);
  const timer = setInterval(() => summarise(key), minute).unref();
  storms.set(key, { refused: entry, count: 0, timer });
}

/** Writes what has been counted and not yet said; for the end of the process. */
export function flushRefusedOrigins(): void {
  for (const [key, { count, refused, timer }] of storms) {
    if (count > 0) write(refused, count);
    clearInterval(timer);
    storms.delete(key);
  }
}

function summarise(key: string): void {
  const storm = storms.get(key);
  if (!storm) return;
  if (storm.count === 0) {
    clearInterval(storm.timer);
    storms.delete(key);
    return;
  }
  write(storm.refused, storm.count);
  storm.count = 0;
}

function keyOf({ ip, origin, transport }: RefusedOrigin): string {
  return `${transport} ${ip} ${origin}`;
}

function write(refused: RefusedOrigin, count: number): void {
  logger().warn({ ...refused, count }, "origin refused");
}
