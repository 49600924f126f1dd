import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { composer, say, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

it("a guest's access to a channel begins where an admin says, and a member is told before mentioning them", async () => {
  const channel = await world.buildChannel({ name: "project" });
  const mia = await world.buildMember({ name: "Mia Member" });
  await mia.post(`/api/channels/${channel.id}/join`);
  const tab = await mia.enter("acme");
  const old = await tab.send(channel.id, "The old plan");
  const answer = { body: "An old answer", parentId: old.id };
  expectStatus(await world.owner.post(`/api/channels/${channel.id}/messages`, answer), 201);
  const guest = await world.buildGuest({ channels: [channel], name: "Gia Guest" });
  const open = async (as: typeof mia, path: string) =>
    (await browser.device(world.server.url, { as })).open(path);
  const theirs = await open(guest, `/w/acme/c/${channel.id}`);
  await see(theirs, "The old plan");

  const admin = await open(world.owner, "/w/acme/guests");
  await chooseHistory(admin, "Only from joining on");
  await theirs.getByText("Your access begins here").first().waitFor();
  expect(await theirs.getByText("The old plan").count()).toBe(0);
  await say(theirs, "Hello from here");
  const seen = await open(world.owner, `/w/acme/guests/${guest.guest.id}/view`);
  await seen.getByText("Their access begins here").waitFor();

  const hers = await open(mia, `/w/acme/c/${channel.id}?thread=${old.id}`);
  const reply = hers.getByRole("textbox", { name: "Reply in thread" });
  await hers.getByText("1 guest is in this channel, but cannot see this thread").waitFor();
  await reply.pressSequentially("@Gia");
  await hers
    .getByRole("option", { name: /Gia Guest/ })
    .getByText("cannot see this thread")
    .waitFor();
  await reply.press("Enter");
  await hers.getByRole("status").filter({ hasText: "Gia Guest cannot see this thread" }).waitFor();
  await reply.press("Enter");
  await hers
    .getByRole("log", { name: "Messages in this thread" })
    .getByText("@Gia Guest")
    .waitFor();

  const quoted = hers.getByRole("article").filter({ hasText: "The old plan" }).first();
  await quoted.hover();
  await quoted.getByRole("button", { name: "Quote", exact: true }).click();
  await expect
    .poll(() => composer(hers).inputValue())
    .toMatch(/^> \*\*Mia Member\*\*\n> http.*\?at=1\n/);

  await chooseHistory(admin, "Everything");
  await see(theirs, "The old plan");
  await see(theirs, "Hello from here");
  await expect.poll(() => theirs.getByText("Your access begins here").count()).toBe(0);
  tab.close();
});

async function chooseHistory(page: Page, history: string): Promise<void> {
  await page.getByRole("button", { name: "More for Gia Guest" }).click();
  await page.getByRole("menuitem", { name: "Change channels" }).click();
  const dialog = page.getByRole("dialog", { name: "Channels of Gia Guest" });
  await dialog.getByRole("button", { name: "Change what they have of project" }).click();
  await dialog.getByRole("combobox", { name: "They read" }).click();
  await page.getByRole("option", { name: history }).click();
  await dialog.getByRole("button", { name: "Save channels" }).click();
  await dialog.waitFor({ state: "detached" });
}
