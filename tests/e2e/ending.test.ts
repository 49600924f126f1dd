import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { useWorld } from "../support/world";

const browser = useBrowser();
const world = useWorld();

it("tells a guest and their sponsor of an end within a week, and the sponsor gives more time by one click", async () => {
  const guest = await world.buildGuest({ name: "Wanda Week", accessHours: 24 * 6 });
  const sponsor = await (
    await browser.device(world.server.url, { as: world.owner })
  ).context.newPage();
  const own = await (await browser.device(world.server.url, { as: guest })).context.newPage();
  await Promise.all([sponsor.goto("/w/acme"), own.goto("/w/acme")]);
  await own.getByText("Your access to Acme ends in less than a week").waitFor();
  await sponsor.getByText("The access of Wanda Week, your guest, ends").waitFor();

  await sponsor.getByRole("link", { name: "Give more time" }).click();
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
