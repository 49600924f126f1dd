import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { logger } from "@/lib/logger";
import { flushSummedLines, logSummed } from "@/lib/summed-lines";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  flushSummedLines();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("a message has its own words again after a minute without the many others", () => {
  const written = vi.spyOn(logger(), "warn").mockImplementation(() => undefined);
  const words = () => written.mock.calls.at(-1)?.[1 as never];
  for (let n = 0; n < 300; n++) logSummed({ level: "warn", msg: `what a client has sent: ${n}` });
  logSummed({ level: "warn", msg: "redis is away" });
  expect(words()).toBe("(others)");

  vi.advanceTimersByTime(61_000);
  logSummed({ level: "warn", msg: "redis is away" });
  expect(words()).toBe("redis is away");
});
