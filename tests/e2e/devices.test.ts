import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { nothingWithin, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";
import { composer, goTo, guestRow, say, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

it("keeps what is written without a network, says so, and sends it once there is one", async () => {
  const channel = await world.buildChannel({ name: "harbour" });
  const here = await browser.device(world.server.url, { as: world.owner });
  const page = await here.open(`/w/acme/c/${channel.id}`);
  await say(page, "with a network");
  await waitUntil(async () => (await readBodies(channel.id)).length === 1);
  const line = page.getByRole("status").filter({ hasText: "You are offline" });

  await here.context.setOffline(true);
  await say(page, "without one");
  await line.waitFor();
  await page.getByText("Waiting to be sent").waitFor();
  await say(page, "nor here");
  await expect.poll(() => page.getByText("Waiting to be sent").count()).toBe(2);
  expect(await readBodies(channel.id)).toEqual(["with a network"]);

  await here.context.setOffline(false);
  await line.waitFor({ state: "hidden" });
  await expect.poll(() => page.getByText("Waiting to be sent").count()).toBe(0);
  await waitUntil(async () => (await readBodies(channel.id)).length === 3);
  expect(await readBodies(channel.id)).toEqual(["with a network", "without one", "nor here"]);
  expect(await page.getByRole("log").getByText("without one", { exact: true }).count()).toBe(1);
});

it.each([
  ["a desk", { viewport: { width: 1280, height: 800 } }],
  ["a phone", phone],
])("opens a channel at its newest message on %s, however often", async (_, options) => {
  const channel = await world.buildChannel();
  for (let i = 1; i <= 60; i++) {
    const body = `${"a line that may need more room than was thought ".repeat(i % 5)}number ${i}.`;
    expectStatus(await world.owner.post(`/api/channels/${channel.id}/messages`, { body }), 201);
  }
  const device = await browser.device(world.server.url, { ...options, as: world.owner });
  const page = await device.open(`/w/acme/c/${channel.id}`);
  for (let time = 0; time < 3; time++) {
    // Until the list has found its end, it is covered by a first paint with the same messages.
    const newest = page
      .getByRole("log")
      .locator("[data-index]")
      .getByText(/number 60\.$/);
    await newest.waitFor();
    const isAtEnd = async () => (await readDistanceToEnd(page)) < 2;
    await waitUntil(isAtEnd);
    await nothingWithin(1_500, async () => !(await isAtEnd()));
    await page.reload();
  }
});

it("says on a phone that somebody is a guest, however long their name is", async () => {
  const channel = await world.buildChannel();
  const name = "Maximiliana von und zu Langenfeld-Hohenstein";
  const guest = await world.buildGuest({ name, channels: [channel] });
  await guest.post(`/api/channels/${channel.id}/messages`, { body: "from far away" });
  const device = await browser.device(world.server.url, { ...phone, as: world.owner });
  const page = await device.open(`/w/acme/c/${channel.id}`);
  const badge = page.locator("[role=log] [data-index]").getByText("Guest", { exact: true });
  await badge.waitFor();
  expect(await badge.evaluate((word) => word.scrollWidth - word.clientWidth)).toBe(0);
});

it("does on a phone all that it does on a desk", async () => {
  const guest = await world.buildGuest({ name: "Gil Guest" });
  const device = await browser.device(world.server.url, { ...phone, as: world.owner });
  const page = await device.open("/w/acme");
  await composer(page).fill("from the train");
  await page.getByRole("button", { name: "Send" }).tap();
  await see(page, "from the train");
  await expectNoSideways(page);

  await page.getByRole("button", { name: /^Open sidebar/ }).tap();
  await goTo(page, "Guests");
  const card = page.getByRole("list", { name: "Guests" }).getByRole("listitem", { name: "" });
  const gil = card.filter({ hasText: "Gil Guest" });
  await gil.waitFor();
  await expectNoSideways(page);
  const button = gil.getByRole("button", { name: "Revoke Gil Guest" });
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await button.tap();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Reason").fill("Thank you for your help");
  await expectNoSideways(page);
  await dialog.getByRole("button", { name: "Revoke access" }).tap();
  await gil.getByText("no connection was open").waitFor();
  await gil.getByText("confirmed by the server").waitFor();
  for (const name of ["Members", "Audit"]) {
    await page.getByRole("button", { name: /^Open sidebar/ }).tap();
    await goTo(page, name);
    await page.getByRole("heading", { name: new RegExp(name), level: 1 }).waitFor();
    await expectNoSideways(page);
  }

  const locked = await browser.device(world.server.url, { ...phone, as: guest });
  const end = await locked.open("/w/acme");
  await end.getByText("Thank you for your help").waitFor();
  await expectNoSideways(end);
});

it("revokes and restores with the keyboard alone", async () => {
  const guest = await world.buildGuest({ name: "Kay Board" });
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open("/w/acme/guests");
  const row = guestRow(page, "Kay Board");
  await row.waitFor();
  const { keyboard } = page;
  await keyboard.press("/");
  await keyboard.type("Kay");
  // The server searches. Until it has answered, other guests are before this one.
  await waitUntil(async () => (await page.locator('[id^="guest-"]').count()) === 1);
  for (let i = 0; i < 5 && !(await focusIsOn(page, guest.guest.id)); i++)
    await keyboard.press("Tab");
  expect(await focusIsOn(page, guest.guest.id)).toBe(true);
  await keyboard.press("r");
  await page.getByRole("alertdialog").waitFor();
  await keyboard.type("Nothing but keys");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await row.getByText("confirmed by the server").waitFor();
  await row.getByText("Nothing but keys").waitFor();
  await waitUntil(() => focusIsOn(page, guest.guest.id));
  await keyboard.press("r");
  await page.getByRole("alertdialog", { name: "Restore Kay Board?" }).waitFor();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await page.getByText("Kay Board is restored").waitFor();
  await row.getByText("Active").waitFor();
});

async function readBodies(channelId: string): Promise<string[]> {
  const { body } = await world.owner.get(`/api/channels/${channelId}/messages`);
  return body.messages.map((message: { body: string }) => message.body);
}

function focusIsOn(page: Page, guestId: string): Promise<boolean> {
  return page.evaluate((id) => document.activeElement?.id === id, `guest-${guestId}`);
}

/** In pixels, of the list of messages. */
function readDistanceToEnd(page: Page): Promise<number> {
  return page.evaluate(() => {
    const list = document.querySelector("[role=log] [data-virtuoso-scroller]");
    return list ? list.scrollHeight - list.clientHeight - list.scrollTop : Number.NaN;
  });
}

async function expectNoSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}
