import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import { holdRequests, useBrowser, waitForPath } from "../support/browser";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";
import { letPass } from "../support/wait";
import { composer, say, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

describe("conversations", () => {
  it("keeps a thread out of the list, live for both, with reactions and following", async () => {
    const mia = await world.buildMember({ name: "Mia Member" });
    const channel = await channelOf(mia);
    const [ours, hers] = [await open(world.owner, channel), await open(mia, channel)];

    await say(hers, "What about Friday");
    await see(ours, "What about Friday");
    await act(ours, "What about Friday", "React");
    await ours.getByRole("option", { name: "party popper" }).first().click();
    await row(hers, "What about Friday").getByRole("button", { name: "🎉 1, Olive Owner" }).click();
    await row(ours, "What about Friday")
      .getByRole("button", { name: "🎉 2, you, Mia Member" })
      .waitFor();

    await act(ours, "What about Friday", "Reply in thread");
    await answer(ours, "Friday is **fine**");
    await row(hers, "What about Friday").getByRole("button", { name: "1 reply" }).click();
    await thread(hers).getByText("Friday is fine").waitFor();
    expect(await main(hers).getByText("Friday is fine").count()).toBe(0);
    await answer(hers, "Then Friday");
    await thread(ours).getByText("Then Friday").waitFor();
    await row(ours, "What about Friday").getByRole("button", { name: "2 replies" }).waitFor();

    await reply(ours).press("ArrowUp");
    const edited = panel(ours).getByRole("textbox", { name: "Edit message" });
    expect(await edited.inputValue()).toBe("Friday is **fine**");
    await edited.press("Escape");
    await panel(ours).getByRole("button", { name: "Following" }).click();
    await panel(ours).getByRole("button", { name: "Follow", exact: true }).waitFor();
    await reply(ours).press("Escape");
    await expect.poll(() => panel(ours).count()).toBe(0);
    expect(await composer(ours).isVisible()).toBe(true);
  });

  it("finds any emoji by its words and by the keyboard, and has the last ones first", async () => {
    const channel = await channelOf(world.owner);
    const page = await open(world.owner, channel);
    await say(page, "Who is in");
    await act(page, "Who is in", "React");
    const search = page.getByRole("combobox", { name: "Search emoji" });
    await search.fill("otter");
    await page.getByRole("option").and(page.locator("[aria-selected=true]")).waitFor();
    await search.press("Enter");
    await row(page, "Who is in").getByRole("button", { name: "🦦 1, you" }).waitFor();

    await composer(page).fill("ab");
    await composer(page).press("ArrowLeft");
    await page.getByRole("button", { name: "Add emoji" }).click();
    const first = page
      .getByRole("group", { name: "Recent and common" })
      .getByRole("option")
      .first();
    expect(await first.getAttribute("aria-label")).toBe("otter");
    await search.fill("no such thing");
    await page.getByText("No emoji for “no such thing”").waitFor();
    await search.fill("");
    await search.press("ArrowRight");
    await search.press("ArrowDown");
    await search.press("ArrowUp");
    await search.press("ArrowLeft");
    await search.press("Enter");
    await expect.poll(() => composer(page).inputValue()).toBe("a🦦b");
    await page.keyboard.type("!");
    expect(await composer(page).inputValue()).toBe("a🦦!b");
    await page.getByRole("button", { name: "Add emoji" }).click();
    await search.waitFor();
    await page.keyboard.press("Escape");
    await search.waitFor({ state: "detached" });
  });

  it("completes an emoji after a colon, and takes it whole after the second", async () => {
    const page = await open(world.owner, await channelOf(world.owner));
    await composer(page).pressSequentially("done :tad");
    await page.getByRole("option", { name: ":tada:" }).waitFor();
    await composer(page).press("Enter");
    await composer(page).pressSequentially("at 10:30:15 `:tada:` :rocket:");
    expect(await composer(page).inputValue()).toBe("done 🎉 at 10:30:15 `:tada:` 🚀 ");
    await composer(page).pressSequentially(":ghos");
    await page.getByRole("option", { name: ":ghost:" }).waitFor();
    await composer(page).fill("done 🎉 at 10:30:15");
    await page.getByRole("option").first().waitFor({ state: "detached" });
    await composer(page).press("Enter");
    await see(page, "done 🎉 at 10:30:15");
  });

  it("completes a name, calls who is meant and asks before it calls everyone", async () => {
    const mia = await world.buildMember({ name: "Nia Named" });
    const channel = await channelOf(mia);
    const [ours, hers] = [await open(world.owner, channel), await open(mia, world.general)];

    await composer(ours).pressSequentially("look @nia");
    await ours.getByRole("option", { name: "Nia Named" }).waitFor();
    await composer(ours).press("Enter");
    await composer(ours).pressSequentially("please");
    expect(await composer(ours).inputValue()).toBe("look @Nia Named please");
    await composer(ours).press("Enter");
    await see(ours, "@Nia Named");
    await link(hers, channel).getByText("1 mentions").waitFor();
    await hers.getByText("Somebody wants to reach you.").waitFor();

    await composer(ours).fill("@channel lunch");
    await composer(ours).press("Enter");
    const dialog = ours.getByRole("alertdialog", { name: "Notify 1 person?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await link(hers, channel).getByText("1 mentions").waitFor();
    await composer(ours).press("Enter");
    await dialog.getByRole("button", { name: "Notify 1 person" }).click();
    await link(hers, channel).getByText("2 mentions").waitFor();
    await expect.poll(() => hers.title()).toMatch(/^\(2\) /);

    await link(hers, channel).click();
    await see(hers, "@channel");
    await expect.poll(() => link(hers, channel).getByText("mentions").count()).toBe(0);
  });

  it("does not offer everyone to a guest, whose token for it is only words", async () => {
    const channel = await world.buildChannel();
    const guest = await world.buildGuest({ channels: [channel], name: "Gina Guest" });
    const page = await open(guest, channel);
    await composer(page).fill("<!channel> hi");
    await composer(page).press("Enter");
    await see(page, "@channel hi");
    expect(await page.getByRole("log").getByText("@channel", { exact: true }).count()).toBe(0);
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    await composer(page).pressSequentially("@");
    await page.getByRole("option", { name: "Olive Owner" }).waitFor();
    expect(await page.getByRole("option", { name: /@channel/ }).count()).toBe(0);
  });

  it("has the same unread on two devices of one person, forward and back", async () => {
    const mia = await world.buildMember({ name: "Una Unread" });
    const channel = await channelOf(mia);
    const laptop = await open(mia, world.general);
    const phone = await open(await mia.signIn(), world.general);
    for (const body of ["one", "two", "three"]) await post(world.owner, channel, body);
    for (const page of [laptop, phone]) await link(page, channel).getByText("3 unread").waitFor();

    await link(laptop, channel).click();
    await see(laptop, "three");
    await main(laptop).getByText("New messages").first().waitFor();
    await expect.poll(() => link(phone, channel).getByText("unread").count()).toBe(0);

    await act(laptop, "two", "More");
    await laptop.getByRole("menuitem", { name: "Mark unread from here" }).click();
    for (const page of [laptop, phone]) await link(page, channel).getByText("2 unread").waitFor();
    await expect.poll(() => laptop.title()).toMatch(/^• /);

    await phone.keyboard.press("Shift+Escape");
    for (const page of [laptop, phone]) {
      await expect.poll(() => link(page, channel).getByText("unread").count()).toBe(0);
    }
  });

  it("knows what was read on another device before the page was connected", async () => {
    const mia = await world.buildMember({ name: "Ella Early" });
    const channel = await channelOf(mia);
    await post(world.owner, channel, "read elsewhere");
    const device = await browser.device(world.server.url, { as: mia });
    const page = await device.context.newPage();
    const connect = await holdRequests(page, /\/socket\.io\//);
    await page.goto(`/w/acme/c/${world.general.id}`);
    await link(page, channel).getByText("1 unread").waitFor();
    expectStatus(await mia.post("/api/workspaces/acme/read", {}), 200);
    connect();
    await expect.poll(() => link(page, channel).getByText("unread").count()).toBe(0);
  });

  it("opens a message in its context, and comes back to the newest", async () => {
    const mia = await world.buildMember({ name: "Jo Jump" });
    const channel = await channelOf(mia);
    for (let n = 1; n <= 130; n += 1) await post(world.owner, channel, `line ${n}`);
    const page = await open(mia, channel, "?at=9");
    await see(page, "line 9");
    expect(await main(page).getByText("line 130", { exact: true }).count()).toBe(0);
    await page.getByRole("button", { name: "Jump to newest" }).click();
    await see(page, "line 130");
    await waitForPath(page, `/w/acme/c/${channel.id}`);
    expect(new URL(page.url()).search).toBe("");

    // Also where what the address points at is one with the newest messages.
    const short = await channelOf(mia);
    for (let n = 1; n <= 40; n += 1) await post(world.owner, short, `line ${n}`);
    await page.goto(`/w/acme/c/${short.id}?at=1`);
    await see(page, "line 1");
    await page.getByRole("button", { name: "Jump to newest" }).click();
    await see(page, "line 40");
    await expect.poll(() => new URL(page.url()).search).toBe("");

    const reply = await post(world.owner, channel, "an answer far away", await idAt(channel, 12));
    await page.goto(`/w/acme/c/${channel.id}?at=${reply.seq}`);
    await thread(page).getByText("an answer far away").waitFor();
    await thread(page).getByText("line 12", { exact: true }).waitFor();
  }, 90_000);

  it("opens on the message wherever it stands, and stays on it as older ones load", async () => {
    const mia = await world.buildMember({ name: "Pia Place" });
    const channel = await channelOf(mia);
    for (let n = 1; n <= 130; n += 1) await post(world.owner, channel, `line ${n}`);
    const page = await open(mia, channel);
    for (const n of [75, 9, 40, 71, 100]) {
      await page.goto(`/w/acme/c/${channel.id}?at=${n}`);
      await see(page, `line ${n}`);
      // The older ones are there: nothing moves the list any more.
      await page.waitForLoadState("networkidle");
      expect(await isInView(page, `line ${n}`), `line ${n}`).toBe(true);
    }
  }, 90_000);

  it("finds the first unread message, also when it is not loaded", async () => {
    const mia = await world.buildMember({ name: "Fay First" });
    const channel = await channelOf(mia);
    await post(world.owner, channel, "seen before");
    await mia.call("PATCH", `/api/channels/${channel.id}/membership`, { unreadFrom: 2 });
    for (let n = 1; n <= 130; n += 1) await post(world.owner, channel, `line ${n}`);
    const page = await open(mia, channel);
    await see(page, "line 130");
    await page.getByRole("button", { name: "Jump to first unread" }).click();
    await see(page, "seen before");
    await main(page).getByText("New messages").first().waitFor();
    await see(page, "line 1");
    // It has been seen: the way to it does not come back.
    await page.getByRole("button", { name: "Jump to newest" }).click();
    await see(page, "line 130");
    await expect.poll(() => readDistanceToEnd(page)).toBeLessThan(1);
    expect(await page.getByRole("button", { name: "Jump to first unread" }).count()).toBe(0);
  }, 90_000);

  it("offers the way up to the first unread message only until it is seen, and not after one's own words", async () => {
    const mia = await world.buildMember({ name: "Una Up" });
    const channel = await channelOf(mia);
    for (let n = 1; n <= 80; n += 1) await post(world.owner, channel, `line ${n}`);
    await mia.call("PATCH", `/api/channels/${channel.id}/membership`, { unreadFrom: 40 });
    const page = await open(mia, channel);
    const up = page.getByRole("button", { name: "Jump to first unread" });
    await up.waitFor();
    await scrollTo(page, 0);
    await see(page, "line 1");
    await up.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Jump to newest" }).click();
    await expect.poll(() => readDistanceToEnd(page)).toBeLessThan(1);
    expect(await up.count()).toBe(0);

    await scrollTo(page, 600);
    await page.getByRole("button", { name: "Jump to newest" }).waitFor();
    await say(page, "my own words");
    for (let n = 81; n <= 110; n += 1) await post(world.owner, channel, `line ${n}`);
    await see(page, "line 110");
    await expect.poll(() => readDistanceToEnd(page)).toBeLessThan(1);
    expect(await up.count()).toBe(0);
    expect(await main(page).getByText("New messages").count()).toBe(0);
  }, 90_000);

  it("does not move what is read while something changes above it", async () => {
    const mia = await world.buildMember({ name: "Rea Reader" });
    const channel = await channelOf(mia);
    const lines: Message[] = [];
    for (let n = 1; n <= 60; n += 1) lines.push(await post(world.owner, channel, `line ${n}`));
    const page = await open(mia, channel);
    await see(page, "line 60");
    await main(page).hover();
    await page.mouse.wheel(0, -600);
    const read = await settledRow(page);
    const above = (distance: number) => lines[read.number - 1 - distance] as Message;
    const olive = await world.owner.enter("acme");

    await olive.emit("reaction:toggle", { messageId: above(3).id, emoji: "🎉" });
    await main(page).getByRole("button", { name: /🎉/ }).waitFor();
    await expectAt(page, read);
    expectStatus(await world.owner.call("PUT", `/api/messages/${above(4).id}/pin`), 200);
    await main(page).getByText("Pinned").waitFor();
    await expectAt(page, read);
    await post(world.owner, channel, "an answer", above(2).id);
    await main(page).getByRole("button", { name: "1 reply" }).waitFor();
    await expectAt(page, read);
    await olive.emit("message:edit", { messageId: above(3).id, body: "longer\n\nand\n\nlonger" });
    await main(page).getByText("longer", { exact: true }).first().waitFor();
    await expectAt(page, read);
    await olive.emit("message:delete", { messageId: above(1).id });
    await expect.poll(() => main(page).getByText(above(1).body, { exact: true }).count()).toBe(0);
    await expectAt(page, read);
    await post(world.owner, channel, "line 61");
    await page.getByRole("button", { name: "1 new message" }).waitFor();
    await expectAt(page, read);
    olive.close();
  }, 90_000);

  it("keeps all of the last message in view for those at the end, whatever is put to it", async () => {
    const mia = await world.buildMember({ name: "Enda End" });
    const channel = await channelOf(mia);
    for (let n = 1; n <= 40; n += 1) await post(mia, channel, `line ${n}`);
    const pages = [await open(world.owner, channel), await open(mia, channel)];
    const [ours, hers] = pages as [Page, Page];
    for (const page of pages) await expect.poll(() => isInView(page, "line 40")).toBe(true);
    const atEnd = async () => {
      for (const page of pages) await expect.poll(() => readDistanceToEnd(page)).toBeLessThan(1);
    };

    await act(hers, "line 40", "React");
    await hers.getByRole("option", { name: "party popper" }).first().click();
    for (const page of pages) await main(page).getByRole("button", { name: /🎉 1/ }).waitFor();
    await atEnd();
    await act(hers, "line 40", "Reply in thread");
    await answer(hers, "in the thread");
    for (const page of pages) await row(page, "line 40").getByText("1 reply").waitFor();
    await atEnd();
    await walkByKeys(hers);
    await expectPrinted(ours, "line 1");
    await say(ours, "line 41");
    await see(hers, "line 41");
    await atEnd();
  });

  it("pins for everyone, and quotes", async () => {
    const mia = await world.buildMember({ name: "Pia Pins" });
    const channel = await channelOf(mia);
    const [ours, hers] = [await open(world.owner, channel), await open(mia, channel)];
    await say(ours, "house rules");
    await act(ours, "house rules", "More");
    await ours.getByRole("menuitem", { name: "Pin to channel" }).click();
    await row(hers, "house rules").getByText("Pinned").waitFor();
    await hers.getByRole("button", { name: "Pins", exact: true }).click();
    const pins = hers.getByRole("complementary", { name: "Pins" });
    await pins.getByText("house rules").waitFor();
    await pins.getByRole("button", { name: "Unpin" }).click();
    await pins.getByText("Nothing is pinned here").waitFor();
    await expect.poll(() => row(ours, "house rules").getByText("Pinned").count()).toBe(0);

    await act(hers, "house rules", "Quote");
    await expect
      .poll(() => composer(hers).inputValue())
      .toBe("> **Olive Owner**\n> house rules\n\n");
  });
});

/** A new channel that the owner and this person are in. */
async function channelOf(person: Person): Promise<Channel> {
  const channel = await world.buildChannel();
  expectStatus(await person.post(`/api/channels/${channel.id}/join`), 200);
  return channel;
}

async function open(person: Person, channel: Channel, query = ""): Promise<Page> {
  const device = await browser.device(world.server.url, { as: person });
  const page = await device.open(`/w/acme/c/${channel.id}${query}`);
  await isAlive(page);
  return page;
}

/** The virtual list stands only once the page's script runs. */
async function isAlive(page: Page): Promise<void> {
  await main(page).locator("[data-virtuoso-scroller]").waitFor();
}

async function post(
  person: Person,
  channel: Channel,
  body: string,
  parentId?: string,
): Promise<Message> {
  for (;;) {
    const path = `/api/channels/${channel.id}/messages`;
    const answered = await person.post(path, { body, parentId });
    if (answered.status === 201) return answered.body.message as Message;
    expectStatus(answered, 429);
    const seconds = Number(answered.headers.get("retry-after"));
    await letPass(seconds * 1000, "the server asked for it");
  }
}

async function idAt(channel: Channel, seq: number): Promise<string> {
  const path = `/api/channels/${channel.id}/messages?after=${seq - 1}&limit=1`;
  return (await world.owner.get(path)).body.messages[0].id as string;
}

function main(page: Page): Locator {
  return page.getByRole("log", { name: /^Messages in (?!this thread)/ });
}

function panel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Thread" });
}

function thread(page: Page): Locator {
  return panel(page).getByRole("log");
}

function reply(page: Page): Locator {
  return page.getByRole("textbox", { name: "Reply in thread" });
}

async function answer(page: Page, text: string): Promise<void> {
  await reply(page).fill(text);
  await reply(page).press("Enter");
}

async function isInView(page: Page, text: string): Promise<boolean> {
  const [frame, line] = await Promise.all([
    main(page).boundingBox(),
    main(page).getByText(text, { exact: true }).boundingBox(),
  ]);
  if (!frame || !line) return false;
  return line.y >= frame.y && line.y + line.height <= frame.y + frame.height;
}

/** On paper is what is loaded, without what nobody can press. */
async function expectPrinted(page: Page, text: string): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const printed = main(page).getByText(text, { exact: true }).filter({ visible: true });
  expect(await printed.count()).toBe(1);
  expect(await composer(page).isVisible()).toBe(false);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
}

/** The list is one stop for Tab. In it, the arrows walk. */
async function walkByKeys(page: Page): Promise<void> {
  const isFocused = (place: Locator) => place.evaluate((one) => one === document.activeElement);
  const isAt = (place: Locator) => expect.poll(() => isFocused(place)).toBe(true);
  await composer(page).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await isAt(row(page, "line 40"));
  await page.keyboard.press("ArrowUp");
  await isAt(row(page, "line 39"));
  const actions = row(page, "line 39").getByRole("toolbar").getByRole("button");
  await actions.first().waitFor();
  await page.keyboard.press("ArrowRight");
  await isAt(actions.first());
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowDown");
  await isAt(row(page, "line 40"));
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await isAt(row(page, "line 40"));
  // Its answers, its reaction and its actions; then the list is left.
  await row(page, "line 40").getByRole("toolbar").getByRole("button").last().focus();
  await page.keyboard.press("Tab");
  await isAt(page.getByRole("button", { name: /^Attach/ }).first());
}

interface SeenRow {
  number: number;
  top: number;
}

/** The first row that is seen whole, once the list has come to rest. */
async function settledRow(page: Page): Promise<SeenRow> {
  let last = "";
  let read = await readRow(page);
  await expect
    .poll(async () => {
      const isStill = JSON.stringify(read) === last && (await readDistanceToEnd(page)) > 100;
      last = JSON.stringify(read);
      read = await readRow(page);
      return isStill;
    })
    .toBe(true);
  return read;
}

/** As it was painted last. */
function readRow(page: Page, number: number | null = null): Promise<SeenRow> {
  return main(page).evaluate(async (list, wanted) => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const edge = list.getBoundingClientRect().top;
    const rows = [...list.querySelectorAll("article")].map((row) => ({
      number: Number(/line (\d+)/.exec(row.innerText)?.[1]),
      top: row.getBoundingClientRect().top,
    }));
    const fits = (row: SeenRow) => (wanted === null ? row.top >= edge : row.number === wanted);
    return rows.find(fits) ?? { number: 0, top: 0 };
  }, number);
}

async function expectAt(page: Page, { number, top }: SeenRow): Promise<void> {
  expect(Math.abs((await readRow(page, number)).top - top)).toBeLessThanOrEqual(1);
}

/** Scrolls as the user does, until the list has come to this place. */
async function scrollTo(page: Page, top: number): Promise<void> {
  await main(page).hover();
  const read = () =>
    main(page)
      .locator("[data-virtuoso-scroller]")
      .evaluate((list) => list.scrollTop);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, top - (await read()));
      return Math.abs((await read()) - top);
    })
    .toBeLessThan(50);
}

/** In pixels. */
function readDistanceToEnd(page: Page): Promise<number> {
  return main(page)
    .locator("[data-virtuoso-scroller]")
    .evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
}

function row(page: Page, text: string): Locator {
  return main(page).getByRole("article").filter({ hasText: text });
}

async function act(page: Page, text: string, action: string): Promise<void> {
  await row(page, text).hover();
  await row(page, text).getByRole("button", { name: action, exact: true }).click();
}

function link(page: Page, channel: Channel): Locator {
  return page
    .getByRole("navigation", { name: "Workspace" })
    .getByRole("link", { name: channel.name });
}
