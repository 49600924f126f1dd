import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { processWide } from "@/lib/process-wide";
import { noteRefusedOrigin } from "@/core/origins/refused-origins";
import { flushRefusedOrigins, logRefusedOrigin } from "@/server/http/refused-origins";

interface Line {
  level: number;
  msg: string;
  origin: string;
  count: number;
}

const lines: Line[] = [];
const evil = {
  origin: "https://evil.example",
  ip: "192.0.2.1",
  transport: "polling" as const,
  userAgent: "a browser",
};

beforeEach(() => {
  vi.useFakeTimers();
  const sink = { write: (line: string) => lines.push(JSON.parse(line)) };
  processWide().logger = pino({ base: null, timestamp: false }, sink);
});

afterEach(() => {
  flushRefusedOrigins();
  vi.useRealTimers();
  lines.length = 0;
  delete processWide().logger;
});

test("the first refusal is told at once, a storm once a minute, silence not at all", () => {
  logRefusedOrigin(evil);
  expect(lines).toEqual([{ level: 40, ...evil, count: 1, msg: "origin refused" }]);
  for (let i = 0; i < 1000; i++) logRefusedOrigin(evil);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(lines.map((line) => line.count)).toEqual([1, 1000]);
  vi.advanceTimersByTime(600_000);
  expect(lines).toHaveLength(2);
  logRefusedOrigin(evil);
  expect(lines.map((line) => line.count)).toEqual([1, 1000, 1]);
});

test("address, origin and transport each make a storm of its own", () => {
  logRefusedOrigin(evil);
  logRefusedOrigin({ ...evil, ip: "192.0.2.2" });
  logRefusedOrigin({ ...evil, origin: "null" });
  logRefusedOrigin({ ...evil, transport: "websocket" });
  expect(lines).toHaveLength(4);
});

test("a stranger who makes up origins fills neither log nor memory", () => {
  for (let i = 0; i < 10_000; i++) logRefusedOrigin({ ...evil, origin: `https://${i}.example` });
  expect(lines.length).toBeLessThan(600);
  vi.advanceTimersByTime(60_000);
  const told = lines.reduce((sum, line) => sum + line.count, 0);
  expect(told).toBe(10_000);
});

test("a storm of new origins costs no memory", () => {
  for (let n = 0; n < 100_000; n++) noteRefusedOrigin(`https://s${n}.example`, `192.0.2.${n % 99}`);
  const noted = processWide().refusedOrigins;
  expect(noted?.size).toBe(1_000);
  expect([...(noted?.keys() ?? [])].at(-1)).toBe("https://s99999.example");
  for (let n = 0; n < 1_000; n++) noteRefusedOrigin("https://s99999.example", `192.0.2.${n}`);
  expect(noted?.get("https://s99999.example")).toMatchObject({ count: 1_001 });
  expect(noted?.get("https://s99999.example")?.addresses).toHaveLength(10);
});
