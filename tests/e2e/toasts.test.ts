import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { composer, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

it.each([
  ["a desk", { viewport: { width: 1280, height: 800 } }],
  ["a phone", phone],
])("lie on nothing that one needs on %s, with or without their script", async (_, options) => {
  const device = await browser.device(world.server.url, { ...options, as: world.owner });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  const path = `/api/channels/${world.general.id}/messages`;
  expectStatus(await world.owner.post(path, { body: "heard" }), 201);
  await see(page, "heard");

  await device.context.setOffline(true);
  await page.getByRole("button", { name: "Try now" }).waitFor();
  await page.getByRole("button", { name: "Pins" }).click();
  await expectClear(page, page.getByText("This needs a connection.").locator(".."));

  await device.context.setOffline(false);
  await page.getByRole("button", { name: "Try now" }).waitFor({ state: "detached" });
  await composer(page).press("Shift+Escape");
  const toast = page.locator("[data-sonner-toast]").first();
  await toast.getByText("Everything is marked as read").waitFor();
  await device.context.setOffline(true);
  await page.getByRole("button", { name: "Try now" }).waitFor();
  await composer(page).press("Shift+Escape");
  await toast.getByText("Nothing was marked as read").waitFor();
  await expectClear(page, toast);
});

it("lie below what they are about, where nothing is written", async () => {
  await world.buildMember({ name: "Sid Signed" });
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open("/w/acme/members");
  await page.getByRole("button", { name: "More for Sid Signed" }).click();
  await page.getByRole("menuitem", { name: "Sign out everywhere" }).click();
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  const toast = page.locator("[data-sonner-toast]").filter({ hasText: "Sid Signed is signed out" });
  const table = await readBox(page.getByRole("table", { name: "Members" }));
  expect((await readBox(toast)).y).toBeGreaterThanOrEqual(table.y + table.height);
});

async function expectClear(page: Page, toast: Locator): Promise<void> {
  await toast.waitFor();
  const needed = ["Try now", "Pins", "Channel details", "Add emoji", "Send"];
  const over = await readBox(toast);
  for (const name of needed) {
    const box = await readBox(page.getByRole("button", { name }).first());
    const apart =
      box.x + box.width <= over.x ||
      over.x + over.width <= box.x ||
      box.y + box.height <= over.y ||
      over.y + over.height <= box.y;
    expect({ name, apart }).toEqual({ name, apart: true });
  }
}

/** Where it has come to rest. What is away for a moment, as "Try now" is while it is tried, is waited for. */
async function readBox(part: Locator) {
  for (;;) {
    await part.waitFor();
    await part.evaluate((element) =>
      Promise.all(element.getAnimations().map((animation) => animation.finished)),
    );
    const box = await part.boundingBox();
    if (box) return box;
  }
}
