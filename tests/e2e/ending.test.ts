import { expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { letInEarlier } from "../support/drills";
import { expectStatus, useWorld } from "../support/world";

const browser = useBrowser();
const world = useWorld();

it("tells a guest and their sponsor of an end within a week, and the sponsor gives more time by one click", async () => {
  const guest = await world.buildGuest({ name: "Wanda Week", accessHours: 24 * 6 });
  const brief = await world.buildGuest({ name: "Brian Brief", accessHours: 24 * 6 });
  await letInEarlier(world.databaseUrl, guest.guest.id);
  const sponsor = await (
    await browser.device(world.server.url, { as: world.owner })
  ).context.newPage();
  const own = await (await browser.device(world.server.url, { as: guest })).context.newPage();
  await Promise.all([sponsor.goto("/w/acme"), own.goto("/w/acme")]);
  await own.getByText("Your access to Acme ends in less than a week").waitFor();
  await sponsor.getByText("The access of Wanda Week, your guest, ends").waitFor();
  // Who was let in for six days knows that they end within a week, and so does whoever let them in.
  const page = await (await browser.device(world.server.url, { as: brief })).open("/w/acme");
  await page.getByRole("button", { name: /Your menu$/ }).waitFor();
  expect(await page.getByText("in less than a week").count()).toBe(0);

  await sponsor.getByRole("link", { name: "Give more time" }).click();
  await waitForPath(sponsor, `/w/acme/extend/${guest.guest.id}`);
  const limit = async (guestMaxDays: number | null) => {
    expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { guestMaxDays }), 200);
    await sponsor.reload();
  };
  const buttons = () => sponsor.getByRole("button", { name: /more days|as is allowed/ });
  await limit(1);
  await sponsor.getByText("guests here have access for 1 day at most").waitFor();
  expect(await buttons().count()).toBe(0);
  await limit(40);
  await sponsor.getByRole("button", { name: /^As long as is allowed \(until .*\)$/ }).waitFor();
  expect(await buttons().count()).toBe(3);
  await sponsor.getByRole("button", { name: "30 more days" }).click();
  await sponsor.getByText(/^The access of Wanda Week \(.*\) ends .* now\.$/).waitFor();
  await sponsor.getByRole("link", { name: "Give more time" }).waitFor({ state: "detached" });
  const days = (await readEnd(guest.guest.id)) - Date.now();
  expect(Math.round(days / (24 * 3_600_000))).toBe(36);
  await own
    .getByText("Your access to Acme ends in less than a week")
    .waitFor({ state: "detached" });
});

async function readEnd(guestId: string): Promise<number> {
  const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
  return Date.parse(guests.find(({ id }: { id: string }) => id === guestId).expiresAt);
}
