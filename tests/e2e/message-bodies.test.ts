import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { composer } from "./steps";

const browser = useBrowser();
const world = useWorld();

it("sets words from the right that are read from the right, in every kind of block", async () => {
  const path = `/api/channels/${world.general.id}/messages`;
  const body =
    "שלום לכולם\n\n- ראשון\n- שני\n\n> ציטוט\n\n| טור | שני |\n|---|---|\n| ערך | עוד |\n\n# כותרת\n\nleft to right";
  expectStatus(await world.owner.post(path, { body }), 201);
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  const log = page.getByRole("log");

  // The page that came first shows the words too, until the list has measured its own.
  await expect.poll(() => log.getByText("שלום לכולם").count()).toBe(1);
  await expectDirection(log.getByText("שלום לכולם"), "rtl");
  await expectDirection(log.locator("ul:has-text('ראשון')"), "rtl");
  await expectDirection(log.getByText("שני"), "rtl");
  await expectDirection(log.locator("blockquote"), "rtl");
  await expectDirection(log.getByRole("table"), "rtl");
  await expectDirection(log.getByText("כותרת"), "rtl");
  await expectDirection(log.getByText("left to right"), "ltr");

  await expectDirection(composer(page), "ltr");
  await composer(page).fill("מה שלומך");
  await expectDirection(composer(page), "rtl");
});

async function expectDirection(part: Locator, direction: string): Promise<void> {
  const read = () => part.last().evaluate((element) => getComputedStyle(element).direction);
  await expect.poll(read).toBe(direction);
}
