import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import { useBrowser } from "../support/browser";
import type { Person } from "../support/person";
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

it("shows boxes beside their words, numbers as typed, code to be copied, and folds what is long", async () => {
  const channel = await world.buildChannel();
  const path = `/api/channels/${channel.id}/messages`;
  const long = Array.from({ length: 60 }, (_, line) => `line ${line}`).join("\n");
  const marks = `z${"\u0300\u0316".repeat(40)}a`;
  const bodies = [
    long,
    "🎉 👍",
    `before\n${marks}\nafter`,
    "- [ ] offen\n- [x] fertig\n\n4. vier\n2) zwei",
    "```ts\nconst answer = 42;\n```",
  ];
  for (const body of bodies) expectStatus(await world.owner.post(path, { body }), 201);
  const device = await browser.device(world.server.url, { as: world.owner });
  const page = await device.open(`/w/acme/c/${channel.id}`);
  // The first paint stands beside the list for a moment.
  const log = page.getByTestId("virtuoso-item-list");

  const done = log.getByRole("checkbox", { name: "fertig" });
  await expect.poll(() => done.isChecked()).toBe(true);
  const apart = async () =>
    Math.abs(middleOf(await boxOf(done)) - middleOf(await boxOf(log.getByText("fertig"))));
  await expect.poll(apart).toBeLessThan(5);
  const signs = log.getByRole("listitem").filter({ hasText: /vier|zwei/ });
  const markers = () =>
    signs.evaluateAll((items) => items.map((item) => getComputedStyle(item).listStyleType));
  await expect.poll(markers).toEqual(['"4. "', '"2) "']);

  const code = log.locator("pre");
  await expect.poll(() => code.locator("span", { hasText: /^const$/ }).count()).toBe(1);
  await code.hover();
  await log.getByRole("button", { name: "Copy code" }).click();
  await page.getByText("Code copied").waitFor();

  const emoji = log.getByText("🎉 👍");
  expect((await boxOf(emoji)).height).toBeGreaterThan(35);
  const clipped = log.getByText("before").locator("xpath=ancestor::*[contains(@class,'clip')][1]");
  expect(await clipped.evaluate((one) => getComputedStyle(one).overflowY)).toBe("clip");

  const folded = log.locator("article").filter({ hasText: "line 59" });
  await folded.scrollIntoViewIfNeeded();
  const height = async () => (await boxOf(folded)).height;
  expect(await height()).toBeLessThan(500);
  await folded.getByRole("button", { name: "Show more" }).press("Enter");
  await expect.poll(height).toBeGreaterThan(1_000);
  await folded.getByRole("button", { name: "Show less" }).click();
  await expect.poll(height).toBeLessThan(500);
});

it("shows the beginning of a linked message to those who may read it, and to nobody else", async () => {
  const [shared, hidden] = [await world.buildChannel(), await world.buildChannel()];
  const say = async (channel: Channel, body: string): Promise<Message> => {
    const path = `/api/channels/${channel.id}/messages`;
    return expectStatus(await world.owner.post(path, { body }), 201).body.message;
  };
  const linkTo = ({ channelId, seq }: Message) =>
    `${world.server.url}/w/acme/c/${channelId}?at=${seq}`;
  const secret = await say(hidden, "**What** guests do not read");
  const known = await say(shared, "What everybody reads");
  await say(shared, `${linkTo(secret)} ${linkTo(known)}`);
  const guest = await world.buildGuest({ channels: [shared] });
  const cards = async (as: Person) => {
    const device = await browser.device(world.server.url, { as });
    const page = await device.open(`/w/acme/c/${shared.id}`);
    return page.getByRole("article", { name: /^Linked message/ });
  };
  const mine = await cards(world.owner);
  await expect.poll(() => mine.count()).toBe(2);
  expect(await mine.first().innerText()).toContain("What guests do not read");
  const theirs = await cards(guest);
  await expect.poll(() => theirs.count()).toBe(1);
  expect(await theirs.first().innerText()).toContain("What everybody reads");
});

async function boxOf(part: Locator) {
  const box = await part.last().boundingBox();
  if (!box) throw new Error("not in view");
  return box;
}

function middleOf({ y, height }: { y: number; height: number }): number {
  return y + height / 2;
}

async function expectDirection(part: Locator, direction: string): Promise<void> {
  const read = () => part.last().evaluate((element) => getComputedStyle(element).direction);
  await expect.poll(read).toBe(direction);
}
