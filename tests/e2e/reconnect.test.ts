import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Message } from "@/lib/api-types";
import { PROTOCOL_VERSION } from "@/lib/protocol";
import { useBrowser } from "../support/browser";
import { type Cable, layCable } from "../support/cable";
import { buildManyChannels } from "../support/crowd";
import { makePng } from "../support/files";
import { createDatabase } from "../support/services/postgres";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld, expectStatus, type World } from "../support/world";
import { composer, goTo, say, see } from "./steps";

const CUT_MS = 60_000;
/** Asked and told in all; the lists whole are fifteen times as long. */
const LITTLE_BYTES = 10_000;

const browser = useBrowser();
let cable: Cable;
let world: World;
let databaseUrl: string;
beforeAll(async () => {
  const laid = await layCable();
  databaseUrl = await createDatabase(inject("postgresUrl"));
  world = await buildWorld({ env: { DATABASE_URL: databaseUrl, ALLOWED_ORIGINS: laid.url } });
  laid.lead(Number(new URL(world.server.url).port));
  cable = laid;
});
afterAll(async () => {
  expect(world.server.unexpected(/RATE_LIMITS/, /ALLOWED_ORIGINS/)).toEqual([]);
  await cable.stop();
  await world.stop();
});

it("loses and doubles nothing when the network was cut for a minute", async () => {
  const other = await world.buildMember({ name: "Mia Member" });
  const channel = await world.buildChannel({ name: "harbour" });
  const path = `/api/channels/${channel.id}`;
  expectStatus(await other.post(`${path}/join`, {}), 200);
  const write = async (body: string): Promise<Message> =>
    expectStatus(await other.post(`${path}/messages`, { body }), 201).body.message;

  const here = await browser.device(cable.url, {
    as: world.owner,
    viewport: { width: 1280, height: 1600 },
  });
  const page = await here.open(`/w/acme/c/${channel.id}`);
  await say(page, "mine, before the cut");
  await waitUntil(async () => (await readAll(path)).length === 1);
  const kept = await write("kept");
  const changed = await write("as it was");
  const gone = await write("taken back");
  await see(page, "taken back");

  cable.pull();
  const tab = await other.enter("acme");
  const missed: string[] = [];
  for (let i = 1; i <= 20; i++) missed.push((await write(`missed ${i}`)).body);
  await tab.emit("message:edit", { messageId: changed.id, body: "as it is" });
  await tab.emit("message:delete", { messageId: gone.id });
  await tab.emit("reaction:toggle", { messageId: kept.id, emoji: "👍" });
  await composer(page).fill("mine, during the cut");
  await composer(page).press("Enter");
  await letPass(CUT_MS / 2, "a time on the clock comes");
  await composer(page).fill("mine, later in the cut");
  await composer(page).press("Enter");
  await letPass(CUT_MS / 2, "a time on the clock comes");
  const bodies = (await readAll(path)).map(({ body }) => body);
  expect(bodies).not.toContain("mine, during the cut");
  await page.getByRole("status").filter({ hasText: "What you write is kept" }).waitFor();

  cable.plugIn();
  const all = ["mine, before the cut", "kept", "as it is", ...missed];
  const mine = ["mine, during the cut", "mine, later in the cut"];
  await waitUntil(
    async () => (await readAll(path)).length === all.length + mine.length + 1,
    45_000,
    () => "all messages stored",
  );
  const stored = (await readAll(path)).filter(({ deletedAt }) => deletedAt === null);
  expect(stored.map(({ body }) => body)).toEqual([...all, ...mine]);
  await see(page, "missed 20");
  await expect.poll(() => page.getByText("Waiting to be sent").count()).toBe(0);
  await expect.poll(() => shown(page), { timeout: 10_000 }).toEqual([...all, ...mine]);
  await page.getByRole("button", { name: /👍/ }).first().waitFor();
  tab.close();
}, 180_000);

it("comes back with what happened meanwhile, and with little else however many channels there are", async () => {
  const member = await world.buildMember({ name: "Cora Comes-Back" });
  const id = (await member.get("/api/auth/get-session")).body.user.id as string;
  await buildManyChannels(world, databaseUrl, { people: 100, channels: 400 });
  const [called, left, named] = await Promise.all([
    world.buildChannel({ name: "called" }),
    world.buildChannel({ name: "left" }),
    world.buildChannel({ name: "named" }),
  ]);
  for (const channel of [called, left, named])
    await member.post(`/api/channels/${channel.id}/join`);
  const here = await browser.device(cable.url, { as: member });
  const page = await here.open(`/w/acme/c/${named.id}`);
  await say(page, "here");
  // The page begins with a part of so many channels, and asks for the rest.
  await page.waitForLoadState("networkidle");

  let bytes = 0;
  let answers = 0;
  page.on("response", async (response) => {
    if (!/\/api\/workspaces\/acme\/(channels|people)\b/.test(response.url())) return;
    const known = response.request().headers()["x-known"] ?? "";
    bytes += known.length + (await response.body()).length;
    answers += 1;
  });
  await page.route("**/socket.io/**", (route) => route.abort());
  // It cuts all connections of whoever leaves.
  expectStatus(await member.post(`/api/channels/${left.id}/leave`), 200);
  const { post } = world.owner;
  expectStatus(await post(`/api/channels/${called.id}/messages`, { body: `<@${id}> look` }), 201);
  expectStatus(await world.owner.call("PATCH", `/api/channels/${named.id}`, { name: "anew" }), 200);
  await page.unroute("**/socket.io/**");

  await page.getByRole("heading", { name: "anew", level: 1 }).waitFor();
  const link = (name: string) =>
    page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name });
  await link("called").filter({ hasText: "1" }).waitFor();
  expect(await link("left").count()).toBe(0);
  await waitUntil(() => answers >= 2);
  expect(bytes).toBeLessThan(LITTLE_BYTES);
});

describe("a page that is older than the server", () => {
  it("is asked to reload, and loses nothing of what was typed and chosen by it", async () => {
    const begun = await world.buildChannel({ name: "begun" });
    const said = await world.buildChannel({ name: "said" });
    const path = `/api/channels/${said.id}`;
    const here = await browser.device(cable.url, { as: world.owner });
    const page = await here.context.newPage();
    await sayOlderVersion(page);
    await page.goto(`/w/acme/c/${begun.id}`);
    await page.getByText(NEW_VERSION).waitFor();
    const chosen = { name: "plan.png", mimeType: "image/png", buffer: makePng(32, 20) };
    const tray = page.getByRole("list", { name: "Files to send" });
    await page.locator("input[type=file]").setInputFiles(chosen);
    await page.getByText("1 file ready to send").waitFor({ state: "attached" });
    await composer(page).fill("half a thought");
    await goTo(page, "said");
    await say(page, "from the old page");
    await waitUntil(async () => (await readAll(path)).length === 1);

    await page.unrouteAll();
    world.server.signal("SIGSTOP");
    try {
      await say(page, "on its way");
      await say(page, "waiting behind it");
      await composer(page).pressSequentially("to the last word");
      await page.getByRole("button", { name: "Reload" }).click({ noWaitAfter: true });
    } finally {
      world.server.signal("SIGCONT");
    }
    const sent = ["from the old page", "on its way", "waiting behind it"];
    await waitUntil(async () => (await readAll(path)).length === sent.length);
    expect((await readAll(path)).map(({ body }) => body)).toEqual(sent);
    await expect.poll(() => composer(page).inputValue()).toBe("to the last word");
    await goTo(page, "begun");
    await tray.getByText(chosen.name).waitFor();
    await expect.poll(() => composer(page).inputValue()).toBe("half a thought");
    await composer(page).press("Enter");
    await page.getByRole("log").getByRole("img", { name: chosen.name }).waitFor();
    expect(await tray.count()).toBe(0);
    expect(await page.getByText(NEW_VERSION).count()).toBe(0);
  });

  it("reloads by itself when nobody sees it and nothing is lost, and once however often it is asked", async () => {
    const channel = await world.buildChannel();
    const here = await browser.device(cable.url, { as: world.owner });
    const page = await here.context.newPage();
    await sayOlderVersion(page);
    await page.addInitScript(shortenLongWaits);
    await page.goto(`/w/acme/c/${channel.id}`);
    await say(page, "as it was");
    await page.getByText(NEW_VERSION).waitFor();
    const edited = page.getByRole("textbox", { name: "Edit message" });
    // A message can be edited once it is acknowledged.
    await waitUntil(async () => {
      await composer(page).press("ArrowUp");
      return (await edited.count()) > 0;
    });
    await page.getByRole("button", { name: "Reload" }).click();
    await page.getByText("What you are editing or uploading would be lost.").waitFor();
    const shown = await mark(page);
    await look(page, "hidden");
    await page.waitForFunction(() => longWaitsOver() > 0);
    expect(await readMark(page)).toBe(shown);

    await look(page, "visible");
    await edited.press("Escape");
    await look(page, "hidden");
    await waitUntil(async () => (await readMark(page)) === null);
    await page.getByText(NEW_VERSION).waitFor();
    const asked = await mark(page);
    await page.waitForFunction(() => longWaitsOver() > 0);
    expect(await readMark(page)).toBe(asked);
  });
});

const NEW_VERSION = "A new version of Gatehouse is here.";

/** What a page says of itself in its handshake, which is polled, is what an older one would say. */
async function sayOlderVersion(page: Page): Promise<void> {
  await page.route("**/socket.io/**", (route) => {
    const postData = route.request().postData();
    const older = postData?.replace(/"protocol":\d+/, `"protocol":${PROTOCOL_VERSION - 1}`);
    return route.continue({ ...(older && { postData: older }) });
  });
}

async function readAll(path: string): Promise<Message[]> {
  return (await world.owner.get(`${path}/messages?limit=200`)).body.messages;
}

/** What the list shows, in its order; the window is high enough for all of it. */
async function shown(page: Page): Promise<string[]> {
  const lines = await page.getByRole("log").locator("[data-index] p").allInnerTexts();
  const written = lines.map((line) => line.replace(/\s*edited$/, ""));
  return written.filter((line) => !/^This (message was deleted|is where it began)/.test(line));
}

/** In the page: whoever waits for a minute or more waits for a moment, and the page is seen or not as its name says. */
function shortenLongWaits(): void {
  const wait = window.setTimeout.bind(window);
  let over = 0;
  const isLong = (ms = 0) => ms >= 60_000;
  Object.assign(window, {
    longWaitsOver: () => over,
    setTimeout: (act: () => void, ms?: number, ...rest: unknown[]) => {
      if (!isLong(ms)) return wait(act, ms, ...rest);
      return wait(() => {
        act();
        over += 1;
      }, 50);
    },
  });
  Object.defineProperty(document, "visibilityState", { get: () => window.name || "visible" });
}

declare const longWaitsOver: () => number;

function look(page: Page, as: "visible" | "hidden"): Promise<void> {
  return page.evaluate((state) => {
    window.name = state;
    document.dispatchEvent(new Event("visibilitychange"));
  }, as);
}

/** Something that a page loses when it is loaded anew. */
function mark(page: Page): Promise<string> {
  return page.evaluate(() => (document.body.dataset.mark = crypto.randomUUID()));
}

function readMark(page: Page): Promise<string | null> {
  return page.evaluate(() => document.body.dataset.mark ?? null).catch(() => "between two pages");
}
