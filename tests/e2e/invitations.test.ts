import { beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import { useBrowser, waitForPath } from "../support/browser";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";
import { acceptInvite } from "./steps";

const browser = useBrowser();
const world = useWorld();

let plans: Channel;
beforeAll(async () => {
  for (let n = 1; n < 10; n++) await world.buildChannel({ name: `team-${n}` });
  plans = await world.buildChannel({ name: "Plans" });
  for (const body of ["one", "two", "three"]) {
    expectStatus(await world.owner.post(`/api/channels/${plans.id}/messages`, { body }), 201);
  }
  const tab = await world.owner.enter("acme");
  const { id: messageId } = await tab.send(plans.id, "four, by mistake");
  await tab.emit("message:delete", { messageId });
  tab.close();
});

describe("an invitation from the Guests page", () => {
  it("is made with terms, changed, used, and told of to whoever made it", async () => {
    const mia = await world.buildMember({ name: "Mia Member" });
    const admin = await browser.device(world.server.url, { as: world.owner });
    const page = await admin.open("/w/acme/guests");
    await page.getByRole("button", { name: "Invite guest" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("searchbox", { name: "Find a channel" }).fill("plan");
    await dialog.getByRole("button", { name: "Create invitation link" }).click();
    await dialog.getByText("Choose at least one channel").waitFor();
    await dialog.getByRole("checkbox", { name: "plans" }).click();
    await dialog.getByText("Choose at least one channel").waitFor({ state: "detached" });
    await dialog.getByText("They will read 3 earlier messages.").waitFor();
    await dialog.getByRole("button", { name: "More choices" }).click();
    await dialog.getByLabel("Only addresses of").fill("@client.example");
    await dialog.getByRole("combobox", { name: "Invited by" }).click();
    await page.getByRole("option", { name: mia.name }).click();
    await dialog.getByRole("button", { name: "Create invitation link" }).click();
    const first = await dialog.getByLabel("Invitation link").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();

    const row = page.getByRole("listitem").filter({ hasText: "only client.example" });
    await row.getByText("in the name of Mia Member").waitFor();
    await row.getByRole("button", { name: /^More for the invitation/ }).click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    await dialog.getByRole("combobox", { name: "What they read in plans" }).click();
    await page.getByRole("option", { name: "From joining on" }).click();
    await dialog.getByText("In #plans they read only what is said after they join.").waitFor();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("The invitation is changed").waitFor();

    await row.getByRole("button", { name: /^More for the invitation/ }).click();
    await page.getByRole("menuitem", { name: "New link" }).click();
    await page.getByRole("button", { name: "Make a new link" }).click();
    const link = await dialog.getByLabel("Invitation link").inputValue();
    await dialog.getByRole("button", { name: "Done" }).click();

    const stranger = await browser.device(world.server.url);
    const guest = await stranger.open(new URL(first).pathname);
    await guest.getByRole("heading", { name: "This invitation link does not work" }).waitFor();
    await guest.goto(new URL(link).pathname);
    await guest.getByText("Your host is Mia Member.").waitFor();
    await guest.getByText("from your joining on").waitFor();
    await guest.getByText(/^\w+day \d+ \w+.*, \d\d:\d\d, (UTC|.+ Time)$/).waitFor();
    const account = { name: "Gwen Guest", email: "gwen@else.example", password: "battery staple" };
    await acceptInvite(guest, account);
    await guest.getByRole("alert").getByText("addresses of client.example").waitFor();
    await guest.getByLabel("E-mail").fill("gwen@client.example");
    await guest.getByRole("button", { name: /^Join / }).click();
    await waitForPath(guest, /^\/w\/acme\/c\//);

    await page.getByText("Gwen Guest has joined as a guest").waitFor();
    await page.getByRole("button", { name: "Invitations that ended" }).click();
    await page.getByText("Gwen Guest joined").waitFor();
    expect(await row.count()).toBe(0);
  });

  it("keeps within what the workspace allows, which is set in its settings", async () => {
    const admin = await browser.device(world.server.url, { as: world.owner });
    const page = await admin.open("/w/acme/settings");
    await page.getByLabel("Longest access, in days").fill("7");
    await page.getByLabel("Only addresses of").fill("client.example, partner.example");
    await page.getByRole("combobox", { name: "New guests read" }).click();
    await page.getByRole("option", { name: "Only from joining on" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).last().click();
    await waitUntil(async () => {
      const { settings } = (await world.owner.get("/api/workspaces/acme")).body;
      return settings.guestMaxDays === 7 && settings.guestDomains.length === 2;
    });
    await page.goto("/w/acme/guests");
    await page.getByRole("button", { name: "Invite guest" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "plans" }).click();
    await dialog.getByText("In #plans they read only what is said after they join.").waitFor();
    await dialog.getByRole("combobox", { name: "Access lasts" }).click();
    expect(await page.getByRole("option").allInnerTexts()).toEqual([
      "1 day",
      "7 days",
      "So many days…",
      "Until a date…",
      "As long as is allowed: 7 days",
    ]);
    await page.getByRole("option", { name: "So many days…" }).click();
    await dialog.getByLabel("Days", { exact: true }).fill("9");
    await dialog.getByLabel("E-mail").fill("x@else.example");
    await dialog.getByRole("button", { name: "Create invitation link" }).click();
    await dialog.getByText("Guests here have access for 7 days at most").waitFor();
    await dialog.getByLabel("Days", { exact: true }).fill("5");
    await dialog.getByRole("button", { name: "Create invitation link" }).click();
    await dialog.getByText("addresses of client.example, partner.example only").waitFor();
  });
});
