import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Channel, SearchPage } from "@/lib/api-types";
import { useBrowser, waitForPath } from "../support/browser";
import { makePng, sendFile } from "../support/files";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";
import { see } from "./steps";

const browser = useBrowser();
const world = useWorld();
let secret: Channel;
let shared: Channel;

beforeAll(async () => {
  secret = await world.buildChannel({ name: "board", visibility: "private" });
  shared = await world.buildChannel({ name: "harbour" });
  await post(world.owner, secret, "The kumquat merger is signed");
  await post(world.owner, world.general, "Kumquats for lunch in the kitchen");
  await post(world.owner, shared, "One kumquat for the guests");
});

describe("search", () => {
  it("shows a member and a guest what each may see, and nothing else", async () => {
    const member = await world.buildMember();
    const guest = await world.buildGuest({ channels: [shared] });

    const owner = await search(world.owner, "kumq");
    await expect.poll(() => readHits(owner)).toHaveLength(3);

    const asMember = await search(member, "kumq");
    await expect.poll(() => readHits(asMember)).toHaveLength(2);
    expect((await readHits(asMember)).join()).not.toContain("merger");

    const asGuest = await search(guest, "kumq");
    await expect.poll(() => readHits(asGuest)).toEqual(["One kumquat for the guests"]);
    await field(asGuest).fill("kumquat in:board");
    await asGuest.getByRole("heading", { name: "Nothing found" }).waitFor();
    await field(asGuest).fill("merger");
    await asGuest.getByRole("heading", { name: "Nothing found" }).waitFor();
    expect(await asGuest.content()).not.toContain("merger is signed");
  });

  it("marks what was found, narrows down by its hints and loads what is older", async () => {
    const many = await world.buildChannel({ name: "many" });
    for (let i = 1; i <= 34; i += 1) await post(world.owner, many, `lantern number ${i}`);
    await post(world.owner, world.general, "A lantern elsewhere");
    const page = await search(world.owner, "lantern");
    await expect.poll(() => readHits(page)).toHaveLength(30);
    expect(await page.locator("mark").first().innerText()).toBe("lantern");

    await page.getByRole("button", { name: "in: a channel" }).click();
    await page.getByRole("button", { name: "many", exact: true }).click();
    expect(await field(page).inputValue()).toBe("lantern in:many ");
    await expect.poll(async () => (await readHits(page))[0]).toBe("lantern number 34");
    expect(new URL(page.url()).searchParams.get("q")).toBe("lantern in:many");

    await page.getByRole("button", { name: "Load older" }).click();
    await expect.poll(() => readHits(page)).toHaveLength(34);
    expect(await page.getByRole("button", { name: "Load older" }).count()).toBe(0);
  });

  it("finds what people mean, however it is spelled", async () => {
    const words = await world.buildChannel({ name: "Wörter" });
    const bodies = {
      hindi: "कल हिन्दी में बैठक है",
      decomposed: "Die U\u0308bersicht",
      address: "Bitte an <lena.brandt@example.org> schicken",
      link: "<https://example.com/angebot-4711>",
      chinese: "我家在上海东边。",
      japanese: "明日は会議があります",
      thai: "ไปทำงานที่กรุงเทพ",
      korean: "주간회의자료입니다",
      cafe: "Café in der Straße",
      bold: "**Prüf**bericht und Ver\u00adtrag",
      blue: "gelb, blau",
      gate: "gate is open",
      merged: "gate was merged",
      sigma: "Ο ΔΡΟΜΟΣ, ＦＵＬＬ width",
    };
    for (const body of Object.values(bodies)) await post(world.owner, words, body);
    await sendFile(world.owner, words, "U\u0308bersicht 2.png", makePng(4, 4), "Anbei");
    const wanted: [string, string[]][] = [
      ["हिन्दी", [bodies.hindi]],
      ["Übersicht", [bodies.decomposed, "Anbei"]],
      ["lena", [bodies.address]],
      ["brandt@example", [bodies.address]],
      ["angebot", [bodies.link]],
      ["上海", [bodies.chinese]],
      ["海", [bodies.chinese]],
      ["家上", []],
      ["会議", [bodies.japanese]],
      ["งาน", [bodies.thai]],
      ["회의", [bodies.korean]],
      ["cafe strasse", [bodies.cafe]],
      ["STRASSE", [bodies.cafe]],
      ["prüfbericht vertrag", [bodies.bold]],
      ['"blau gelb"', []],
      ['"gelb blau"', [bodies.blue]],
      ["gate -merged", [bodies.gate]],
      ['gate -"was merged"', [bodies.gate]],
      ["δρομος full", [bodies.sigma]],
      ["gate -from:me", []],
    ];
    for (const [query, found] of wanted) {
      const hits = await ask(`${query} in:worter`);
      expect([query, hits.toSorted()]).toEqual([query, found.toSorted()]);
    }
    expect(await ask("-gate in:Wo\u0308rter")).toHaveLength(13);
  });

  it("takes days as the reader's zone has them", async () => {
    const at = await world.buildChannel({ name: "days" });
    await post(world.owner, at, "written just now");
    const zone = "Etc/GMT-14";
    const ahead = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
    expect(await ask(`in:days after:${ahead}`, zone)).toHaveLength(1);
    expect(await ask(`in:days before:${ahead}`, zone)).toHaveLength(0);
    expectStatus(await world.owner.get("/api/workspaces/acme/search?q=x&zone=No/Where"), 400);
  });

  it("takes an address with characters that nobody can type", async () => {
    const empty = await open(world.owner, "/w/acme/search?q=%00");
    await empty.getByRole("heading", { name: "Search what was said" }).waitFor();
    const page = await open(world.owner, "/w/acme/search?q=%00kumq%07");
    await expect.poll(() => readHits(page)).toHaveLength(3);
    for (const one of [empty, page]) {
      expect(await one.getByRole("main").getByRole("alert").count()).toBe(0);
    }
  });

  it("still has what was asked when one comes back from a result", async () => {
    const page = await open(world.owner, "/w/acme/search");
    await page.getByRole("searchbox").fill("kumquat");
    await expect.poll(() => readHits(page)).not.toHaveLength(0);
    const hits = await readHits(page);
    await page.locator("[data-hit]").first().click();
    await page.getByRole("log").waitFor();
    await page.goBack();
    await expect.poll(() => readHits(page)).toEqual(hits);
    expect(await page.getByRole("searchbox").inputValue()).toBe("kumquat");
  });

  it("keeps in the address what was typed in the moment in which the page came alive", async () => {
    const page = await (
      await browser.device(world.server.url, { as: world.owner })
    ).context.newPage();
    await page.addInitScript(typeAtFirstSight, "kumquat");
    await page.goto("/w/acme/search");
    await expect.poll(() => readHits(page)).toHaveLength(3);
    await page.locator("[data-hit]").first().click();
    await page.getByRole("log").waitFor();
    await page.goBack();
    await expect.poll(() => readHits(page)).toHaveLength(3);
    expect(await field(page).inputValue()).toBe("kumquat");
  });

  it("says that a channel is not there, whether it is hidden or does not exist", async () => {
    const guest = await world.buildGuest({ channels: [shared] });
    const page = await search(guest, "kumquat in:board ");
    await page.getByText("There is no channel called board that you can see.").waitFor();
    await field(page).fill('kumquat in:"#no such" from:me ');
    await page.getByText("There is no channel called no such that you can see.").waitFor();
    await field(page).fill("merger in:harbour ");
    await page.getByText(/^Try fewer words/).waitFor();
  });

  it("says what a filter takes that was given something else", async () => {
    const page = await search(world.owner, "before:tomorrow kumquat");
    await page.getByText("before: takes a day, as 2026-03-14.", { exact: true }).waitFor();
  });

  it("finds a file by its name, and shows the name where other words were written", async () => {
    await sendFile(world.owner, world.general, "wide.png", makePng(40, 10), "As promised");
    const page = await search(world.owner, "wide.png");
    await expect.poll(() => readHits(page)).toEqual(["As promised"]);
    const names = page.getByText(/^Files:/);
    await names.waitFor();
    expect(await names.locator("..").locator("mark").allInnerTexts()).toEqual(["wide.png"]);
    await post(world.owner, world.general, "More at docs.example.test/start");
    await field(page).fill("example.test");
    await expect.poll(() => readHits(page)).toEqual(["More at docs.example.test/start"]);
  });

  it("takes the same question again from the switcher after another one was typed", async () => {
    const page = await open(world.owner, "/w/acme/search?q=kumquat");
    await expect.poll(() => readHits(page)).toHaveLength(3);
    await field(page).fill("merger");
    await expect.poll(() => readHits(page)).toHaveLength(1);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("kumquat");
    await page.getByRole("option", { name: "Search messages for “kumquat”" }).click();
    await expect.poll(() => field(page).inputValue()).toBe("kumquat");
    await expect.poll(() => readHits(page)).toHaveLength(3);
  });

  it("opens a result in its context by the keyboard", async () => {
    const long = await world.buildChannel({ name: "long" });
    await post(world.owner, long, "The needle in all this hay");
    for (let i = 1; i <= 120; i += 1) await post(world.owner, long, `hay ${i}`);
    const page = await open(world.owner, `/w/acme/c/${world.general.id}`);
    await page.getByRole("link", { name: "Search messages" }).click();
    await waitForPath(page, "/w/acme/search");
    await field(page).fill("needle");
    await expect.poll(() => readHits(page)).toHaveLength(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await waitForPath(page, `/w/acme/c/${long.id}`);
    await see(page, "The needle in all this hay");
  });
});

/** Types in the browser when React has taken the page over and none of its effects has run. */
function typeAtFirstSight(text: string): void {
  const { replaceState } = window.history;
  window.history.replaceState = function first(...args) {
    window.history.replaceState = replaceState;
    replaceState.apply(window.history, args);
    queueMicrotask(() => {
      const input = document.querySelector<HTMLInputElement>("input[type=search]");
      const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
      value?.set?.call(input, text);
      input?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
  };
}

/** The bodies of what the owner finds. */
async function ask(query: string, zone = "UTC"): Promise<string[]> {
  const path = `/api/workspaces/acme/search?q=${encodeURIComponent(query)}&zone=${zone}`;
  const { body } = expectStatus(await world.owner.get(path), 200);
  return (body as SearchPage).hits.map(({ message }) => message.body);
}

async function open(person: Person, address: string): Promise<Page> {
  return (await browser.device(world.server.url, { as: person })).open(address);
}

async function search(person: Person, query: string): Promise<Page> {
  const page = await open(person, "/w/acme/search");
  await field(page).and(page.locator(":focus")).waitFor();
  await field(page).fill(query);
  return page;
}

function field(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Search messages" });
}

function readHits(page: Page): Promise<string[]> {
  return page.getByRole("list", { name: "Results" }).locator("[data-hit]").allInnerTexts();
}

async function post(person: Person, channel: Channel, body: string): Promise<void> {
  expectStatus(await person.post(`/api/channels/${channel.id}/messages`, { body }), 201);
}
