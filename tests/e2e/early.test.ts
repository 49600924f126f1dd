import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdRequests, useBrowser } from "../support/browser";
import { buildWorld, type World } from "../support/world";
import { composer, see } from "./steps";

const browser = useBrowser();
let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => {
  expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
  await world.stop();
});

it("does what was pressed before the page was alive", async () => {
  const { page, wake } = await openAsleep(`/w/acme/c/${world.general.id}`);
  await page.getByRole("button", { name: "New channel" }).click();
  wake();
  await page.getByRole("dialog", { name: "New channel" }).waitFor();
});

it("has its title from the start, and keeps it", async () => {
  const { page, wake } = await openAsleep(`/w/acme/c/${world.general.id}`);
  expect(await page.title()).toBe("#general · Acme");
  wake();
  await page.waitForLoadState("networkidle");
  expect(await page.title()).toBe("#general · Acme");
  expect(await page.locator("title").count()).toBe(1);
});

it("keeps what was written before the page was alive", async () => {
  const { page, wake } = await openAsleep(`/w/acme/c/${world.general.id}`);
  await composer(page).pressSequentially("an early bird");
  wake();
  await page.getByRole("button", { name: "Send" }).and(page.locator(":enabled")).waitFor();
  expect(await composer(page).inputValue()).toBe("an early bird");
  await composer(page).press("Enter");
  await see(page, "an early bird");
});

/** A page whose scripts do not arrive before they are let through. */
async function openAsleep(address: string): Promise<{ page: Page; wake: () => void }> {
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.context.newPage();
  const wake = await holdRequests(page, /\/_next\/static\/.*\.js/);
  await page.goto(address, { waitUntil: "commit" });
  await page.getByRole("heading", { name: "general", level: 1 }).waitFor();
  return { page, wake };
}
