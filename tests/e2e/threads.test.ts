import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { goTo, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

const place = (page: Page) =>
  page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name: /^Threads/ });
const waiting = (page: Page) => place(page).innerText();
/** Each thread, without the list of its last answers. */
const listed = (page: Page) => page.locator("ul[aria-label='Threads you follow'] > li");

it("keeps an answer in an older thread until the thread is opened, and leads to it", async () => {
  const mia = await world.buildMember({ name: "Mia Member" });
  const channel = await world.buildChannel({ name: "long-talk" });
  await mia.post(`/api/channels/${channel.id}/join`);
  const [olive, tab] = [await world.owner.enter("acme"), await mia.enter("acme")];
  const question = await olive.send(channel.id, "Who has the keys");
  for (let count = 1; count <= 40; count++) await tab.send(channel.id, `Small talk ${count}`);
  await tab.send(channel.id, "I have them", { parentId: question.id });
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  await expect.poll(() => waiting(page)).toMatch(/Threads\s+1/);

  await goTo(page, /long-talk/);
  await see(page, "Small talk 40");
  await expect
    .poll(() => page.getByRole("link", { name: /long-talk/ }).innerText())
    .not.toMatch(/\d/);
  expect(await waiting(page)).toMatch(/Threads\s+1/);

  await place(page).click();
  await waitForPath(page, "/w/acme/threads");
  await listed(page).filter({ hasText: "Who has the keys" }).getByText("1 new").waitFor();
  await listed(page).getByRole("link", { name: "Who has the keys" }).click();
  await waitForPath(page, `/w/acme/c/${channel.id}`);
  await page
    .getByRole("log", { name: "Messages in this thread" })
    .getByText("I have them")
    .waitFor();
  await see(page, "Who has the keys");
  await expect.poll(() => waiting(page)).not.toMatch(/\d/);

  await place(page).click();
  await listed(page).getByText("1 reply").waitFor();
  expect(await listed(page).getByText("new").count()).toBe(0);
  await tab.send(channel.id, "Come and get them", { parentId: question.id });
  await listed(page).getByText("1 new").waitFor();
  expect(await waiting(page)).toMatch(/Threads\s+1/);

  await listed(page).getByText("Come and get them").waitFor();
  await listed(page).getByRole("button", { name: "Reply" }).click();
  await page.keyboard.type("On my way");
  await page.keyboard.press("Enter");
  await listed(page).getByText("On my way", { exact: true }).waitFor();
  await listed(page).getByText("3 replies").waitFor();

  await olive.emit("message:edit", { messageId: question.id, body: "Who has which keys" });
  await listed(page).getByText("Who has which keys").waitFor();
  for (const one of [olive, tab]) one.close();
});

it("shows nothing of a channel that one has lost", async () => {
  const [kept, lost] = [await world.buildChannel(), await world.buildChannel()];
  const guest = await world.buildGuest({ channels: [kept, lost] });
  const tab = await guest.enter("acme");
  for (const { id } of [kept, lost]) {
    const { id: parentId } = await tab.send(id, `A question in ${id}`);
    await world.owner.post(`/api/channels/${id}/messages`, { body: "An answer", parentId });
  }
  tab.close();
  const device = await browser.device(world.server.url, { as: guest });
  const page = await device.open("/w/acme/threads");
  await expect.poll(() => listed(page).count()).toBe(2);
  // A request that is under way when access narrows is refused, and the browser writes that into its console.
  await page.waitForLoadState("networkidle");
  const path = `/api/admin/guest/${guest.guest.id}`;
  expectStatus(await world.owner.call("PATCH", path, { channelIds: [kept.id] }), 200);
  await expect.poll(() => listed(page).count()).toBe(1);
  expect(await page.content()).not.toContain(`A question in ${lost.id}`);
});
