import { expect, it, vi } from "vitest";
import { refuseAtAPace } from "@/server/turns/refusal-pace";

it("whoever asks again as fast as they are refused waits, longer and longer, and nobody else does", () => {
  vi.useFakeTimers();
  let refused = 0;
  const ask = (times: number, longestMs?: number) => {
    for (let n = 0; n < times; n++) refuseAtAPace("somebody", () => refused++, longestMs);
  };
  ask(70);
  expect(refused).toBe(60);
  vi.advanceTimersByTime(250);
  expect(refused).toBe(65);
  refuseAtAPace("another", () => refused++);
  expect(refused).toBe(66);
  vi.advanceTimersByTime(250);
  expect(refused).toBe(71);
  ask(1_000, 2_000);
  ask(1_000);
  vi.advanceTimersByTime(2_000);
  expect(refused).toBeLessThan(2_071);
  vi.advanceTimersByTime(3_000);
  expect(refused).toBe(2_071);
  vi.useRealTimers();
});
