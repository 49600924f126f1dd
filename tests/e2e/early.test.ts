import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { holdRequests, useBrowser } from "../support/browser";
import { useWorld } from "../support/world";
import { composer, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

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

it("sends what Enter was pressed after, once the page is alive", async () => {
  const { page, wake } = await openAsleep(`/w/acme/c/${world.general.id}`);
  await composer(page).pressSequentially("sent in my sleep");
  await composer(page).press("Enter");
  wake();
  await see(page, "sent in my sleep");
  expect(await composer(page).inputValue()).toBe("");
});

it.each([
  ["typed on after Enter", ["Enter", "o", "n"]],
  ["broken into lines", ["Shift+Enter"]],
  ["ending in a name that is being chosen", ["Space", "@", "o", "Enter"]],
])("keeps what was %s for whoever wrote it", async (_, keys) => {
  const { page, wake } = await openAsleep(`/w/acme/c/${world.general.id}`);
  await composer(page).pressSequentially("half a thought");
  for (const key of keys) await composer(page).press(key);
  const written = await composer(page).inputValue();
  wake();
  await page.getByRole("button", { name: "Send" }).and(page.locator(":enabled")).waitFor();
  expect(await composer(page).inputValue()).toBe(written);
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
