import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";
import { acceptInvite, guestRow } from "./steps";

const browser = useBrowser();
const world = useWorld();

async function open(path: string, as?: Person): Promise<Page> {
  const device = await browser.device(world.server.url, as ? { as } : {});
  const page = await device.context.newPage();
  await page.goto(path);
  return page;
}

async function openAddPeople(page: Page) {
  await page.getByRole("button", { name: "Details" }).click();
  await page.getByRole("button", { name: "Add people" }).click();
  return page.getByRole("dialog", { name: /^Add people to / });
}

describe("a member who asks for a guest", () => {
  it("hears what an admin decides, and is the sponsor whom the guest sees", async () => {
    const [member, admin] = await Promise.all([
      world.buildMember({ name: "Mia Member" }),
      world.buildMember({ role: "admin", name: "Ada Admin" }),
    ]);
    const asking = await open(`/w/acme/c/${world.general.id}`, member);
    const deciding = await open("/w/acme/guests", admin);
    await (await openAddPeople(asking)).getByRole("button", { name: "Ask for a guest" }).click();
    const wish = asking.getByRole("dialog", { name: "Ask for a guest" });
    await wish.getByLabel("E-mail").fill("gwen@client.test");
    await wish.getByLabel("Reason").fill("Reviews the plans");
    await wish.getByRole("button", { name: "Ask the admins" }).click();
    await asking.getByText("Your request is with the admins").waitFor();

    const sidebar = deciding.getByRole("navigation", { name: "Workspace" });
    await sidebar.getByRole("link", { name: "Guests 1 request for a guest" }).waitFor();
    const request = deciding.getByRole("listitem").filter({ hasText: "asked by Mia Member" });
    await request.getByText("Reviews the plans").waitFor();
    await request.getByText("gwen@client.test", { exact: true }).waitFor();
    await request.getByRole("button", { name: /^Approve/ }).click();
    const approval = deciding.getByRole("dialog", { name: "Invite gwen@client.test" });
    await approval.getByRole("button", { name: "Approve and invite" }).click();
    const link = await deciding.getByLabel("Invitation link").inputValue();
    await deciding.getByRole("button", { name: "Done" }).click();
    await request.waitFor({ state: "detached" });
    await sidebar.getByRole("link", { name: "Guests", exact: true }).waitFor();
    await asking.getByText("Ada Admin has approved your guest").waitFor();
    const elsewhere = await world.buildChannel();
    const other = { email: "lars@client.test", channelIds: [world.general.id] };
    const asked = await member.post("/api/workspaces/acme/guest-requests", other);
    const { id } = expectStatus(asked, 201).body.request;
    const changed = { channelIds: [elsewhere.id] };
    expectStatus(await admin.post(`/api/admin/guest-request/${id}/approve`, changed), 200);
    await asking.getByRole("button", { name: "Add people" }).click();
    await asking.getByText("gwen@client.test · approved by Ada Admin").waitFor();
    await asking.getByText("lars@client.test · approved by Ada Admin").waitFor();

    const guest = await open(new URL(link).pathname);
    const account = { name: "Gwen Guest", email: "gwen@client.test", password: "correct horse" };
    await acceptInvite(guest, account);
    await waitForPath(guest, /^\/w\/acme\/c\//);
    await guest.getByRole("button", { name: "Details" }).click();
    await guest.getByText("You · invited by Mia Member").waitFor();
    await guestRow(deciding, "Gwen Guest").getByText("Mia Member").waitFor();
  });

  it("reads why it was declined", async () => {
    const member = await world.buildMember({ name: "Max Member" });
    const asking = await open(`/w/acme/c/${world.general.id}`, member);
    const deciding = await open("/w/acme/guests", world.owner);
    const wish = { email: "no@client.test", channelIds: [world.general.id] };
    expectStatus(await member.post("/api/workspaces/acme/guest-requests", wish), 201);
    const request = deciding.getByRole("listitem").filter({ hasText: "no@client.test" });
    await request.getByRole("button", { name: /^Decline/ }).click();
    const dialog = deciding.getByRole("alertdialog");
    await dialog.getByLabel("A word to Max Member").fill("Ask again in May");
    await dialog.getByRole("button", { name: "Decline" }).click();
    await asking.getByText("Olive Owner has declined your guest").waitFor();
    await asking.getByText("Ask again in May").waitFor();
  });
});

describe("who invited guests", () => {
  it("is handed over with all of them, and named anew when they have left", async () => {
    const sponsor = await world.buildMember({ role: "admin", name: "Sue Sponsor" });
    const next = await world.buildMember({ role: "admin", name: "Ned Next" });
    for (const name of ["Anna Alder", "Ben Birch"]) {
      const made = await sponsor.post("/api/admin/guest", {
        workspace: "acme",
        channelIds: [world.general.id],
      });
      const { token } = expectStatus(made, 201).body.invite;
      const email = `${name.split(" ")[0]}@client.test`;
      const visitor = new Person(world.server.url, name, email);
      const { password } = visitor;
      expectStatus(
        await visitor.post(`/api/invites/${token}/accept`, { name, email, password }),
        200,
      );
    }
    const page = await open("/w/acme/guests", world.owner);
    await guestRow(page, "Anna Alder").getByText("Sue Sponsor").waitFor();
    await page.getByRole("button", { name: "More for Anna Alder" }).click();
    await page.getByRole("menuitem", { name: "Hand over to another member" }).click();
    const dialog = page.getByRole("dialog", { name: "Hand over Anna Alder" });
    await dialog.getByRole("combobox", { name: "To" }).fill("ned");
    await dialog.getByRole("option", { name: /Ned Next/ }).click();
    await dialog.getByRole("checkbox", { name: "All guests invited by Sue Sponsor" }).click();
    await dialog.getByRole("button", { name: "Hand over all" }).click();
    for (const name of ["Anna Alder", "Ben Birch"]) {
      await guestRow(page, name).getByText("Ned Next").waitFor();
    }

    expectStatus(await next.post("/api/workspaces/acme/leave"), 200);
    await page
      .getByRole("heading", { name: "2 guests were invited by somebody who has left" })
      .waitFor();
    await page.getByRole("button", { name: "Hand over all" }).click();
    const all = page.getByRole("dialog", { name: "Hand over 2 guests" });
    await all.getByRole("combobox", { name: "To" }).fill("sue");
    await all.getByRole("option", { name: /Sue Sponsor/ }).click();
    await all.getByRole("button", { name: "Hand over" }).click();
    await page
      .getByRole("heading", { name: /invited by somebody who has left/ })
      .waitFor({ state: "detached" });
    await guestRow(page, "Ben Birch").getByText("Sue Sponsor").waitFor();
  });
});

it("somebody who leaves is told what stays, and leaves the page", async () => {
  const guest = await world.buildGuest({ name: "Lea Leaver" });
  const device = await browser.device(world.server.url, { as: guest });
  const other = await device.open("/w/acme");
  const page = await device.open("/w/acme");
  await page.getByRole("button", { name: /Your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Leave this workspace" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Leave Acme?" });
  await dialog.getByText("What you wrote and shared stays there").waitFor();
  await dialog.getByRole("button", { name: "Leave Acme" }).click();
  await waitForPath(page, /^\/(?!w\/)/);
  await other.getByRole("heading", { name: "You left Acme" }).waitFor();
  await other.getByRole("region", { name: "Whom to ask" }).getByText("Olive Owner").waitFor();
  const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
  expect(guests.map(({ name }: { name: string }) => name)).not.toContain("Lea Leaver");
});
