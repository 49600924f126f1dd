import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";
import { say } from "./steps";

const MAX_KB = 250;

const browser = useBrowser();
const world = useWorld();

it(`a channel takes less than ${MAX_KB} kB of compressed JavaScript until one can write and is heard`, async () => {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.context.newPage();
  const scripts = weigh(page);
  await page.goto(`/w/acme/c/${world.general.id}`);
  await say(page, "heard");
  await waitUntil(async () => {
    const { body } = await world.owner.get(`/api/channels/${world.general.id}/messages`);
    return body.messages.length === 1;
  });
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(scripts);
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  expect(sizes.length).toBeGreaterThan(3);
  expect(kilobytes).toBeLessThan(MAX_KB);
});

/** The compressed sizes of the scripts that a page loads from now on, in bytes. */
function weigh(page: Page): Promise<number>[] {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return sizes;
}

it("nothing moves while a channel's page is loading", async () => {
  const channel = await world.buildChannel({ name: "long" });
  const tab = await world.owner.enter("acme");
  for (let n = 1; n <= 30; n += 1) {
    const { id } = await tab.send(channel.id, `${n} ${"words that wrap ".repeat(n)}`);
    if (n % 3 === 0) await tab.emit("reaction:toggle", { messageId: id, emoji: "👍" });
    if (n % 5 === 0) await tab.send(channel.id, "An answer", { parentId: id });
  }
  tab.close();
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.context.newPage();
  await page.addInitScript(noteShifts);
  await page.goto(`/w/acme/c/${channel.id}`);
  await page.getByRole("article").filter({ hasText: "30 words" }).hover();
  await page.getByRole("button", { name: "Reply in thread" }).first().waitFor();
  const shifts = await page.evaluate(() => Reflect.get(window, "shifts") as number[]);
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.05);
});

/** Runs in the page: keeps how far what is seen has moved, as the browser measures it. */
function noteShifts(): void {
  const shifts: number[] = [];
  Reflect.set(window, "shifts", shifts);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(Reflect.get(entry, "value"));
  }).observe({ type: "layout-shift", buffered: true });
}
