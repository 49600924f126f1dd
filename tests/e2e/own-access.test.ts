import { expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { guestRow, revoke, say } from "./steps";

const browser = useBrowser();
const world = useWorld();

it("shows a guest their access, lets them take along what they wrote, and tells them at the end whom to ask", async () => {
  const room = await world.buildChannel({ name: "harbour" });
  const guest = await world.buildGuest({ name: "Dana Guest", channels: [room], accessHours: 100 });
  const [own, host] = await Promise.all([
    browser.device(world.server.url, { as: guest, timezoneId: "Europe/Berlin" }),
    browser.device(world.server.url, { as: world.owner }),
  ]);
  const page = await own.open(`/w/acme/c/${room.id}`);
  await say(page, "mine alone");

  // An end of the channel's own is said in the channel, and to the admins in the guest's row.
  const soon = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const path = `/api/admin/guest/${guest.guest.id}`;
  const endRoom = (at: string | null) =>
    world.owner.call("PATCH", path, { channels: [{ id: room.id, expiresAt: at }] });
  expectStatus(await endRoom(soon), 200);
  await page.getByText(/^Your access to #harbour ends in less than a day: /).waitFor();
  await page
    .getByText(/^Your access to this channel lasts until (Today \d\d:\d\d|Tomorrow)$/)
    .waitFor();
  const admin = await host.open("/w/acme/guests");
  const ends = guestRow(admin, "Dana Guest").getByRole("list", {
    name: "Channels that end before",
  });
  await ends.getByText("#harbour").waitFor();
  expectStatus(await endRoom(null), 200);
  await page.getByText(/^Your access to #harbour ends/).waitFor({ state: "detached" });
  await ends.waitFor({ state: "detached" });

  await page.getByRole("button", { name: /About this workspace$/ }).click();
  await page.getByRole("menuitem", { name: /^Your access/ }).click();
  const panel = page.getByRole("dialog", { name: "Your access" });
  const part = (name: string) => panel.getByRole("region", { name });
  await part("Invited by").getByText("Olive Owner").waitFor();
  await part("Your channel").getByText("harbour").waitFor();
  await part("Until")
    .getByText(/^4 days and [34] hours? left$/)
    .waitFor();
  const expiresAt = "2031-12-04T17:00:00Z";
  const change = { expiresAt };
  expectStatus(await world.owner.call("PATCH", `/api/admin/guest/${guest.guest.id}`, change), 200);
  const moment = "Thursday 4 December 2031, 18:00, Central European Time";
  await part("Until").getByText(moment).waitFor();
  const [taken] = await Promise.all([
    page.waitForEvent("download"),
    panel.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(taken.suggestedFilename()).toBe("acme-my-messages.zip");
  await page.route("**/access", (route) => route.abort());
  await panel.getByRole("link", { name: "Download" }).click();
  await panel.getByRole("alert").getByText("The server could not be reached").waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });

  await page.goto(`/api/files/${crypto.randomUUID()}`);
  await page.getByRole("heading", { name: "This was not found" }).waitFor();
  await page.getByRole("link", { name: "Go to Gatehouse" }).click();
  await waitForPath(page, /^\/w\/acme\/c\//);
  await page.goto(`/w/acme/c/${room.id}?at=999`);
  await page.getByText("Ask the person who sent it.").waitFor();
  await page.goto(`/w/acme/c/${room.id}?thread=${crypto.randomUUID()}`);
  await page.getByRole("heading", { name: "This thread cannot be shown" }).waitFor();

  await revoke(admin, "Dana Guest", "The project has ended");
  await waitForPath(page, "/w/acme/locked");
  await page.getByText("An owner of Acme revoked your access.").waitFor();
  await page.getByText("The project has ended").waitFor();
  await page.getByText(/Central European Time$/).waitFor();
  const whom = page.getByRole("region", { name: "Whom to ask" });
  await whom.getByText("Olive Owner").waitFor();
  const link = whom.getByRole("link", { name: world.owner.email });
  expect(await link.getAttribute("href")).toBe(`mailto:${world.owner.email}`);
});
