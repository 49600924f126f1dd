import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import { holdRequests, useBrowser } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { composer, goTo, say, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

const enter = async (channel: Channel): Promise<Page> =>
  (await browser.device(world.server.url, { as: world.owner })).open(`/w/acme/c/${channel.id}`);
const bodies = async (channel: Channel): Promise<string[]> => {
  const { body } = await world.owner.get(`/api/channels/${channel.id}/messages`);
  return body.messages.map((one: { body: string }) => one.body);
};

describe("what is written", () => {
  it("is a table where it is written as one, and scrolls within its row", async () => {
    const channel = await world.buildChannel();
    const wide = Array.from({ length: 14 }, (_, i) => `column-${i}`);
    const lines = [wide, wide.map((_, i) => (i === 1 ? "--:" : "---")), wide.map(() => "**a**")];
    const body = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    expectStatus(await world.owner.post(`/api/channels/${channel.id}/messages`, { body }), 201);
    const page = await enter(channel);
    const table = page.getByRole("log").getByRole("table");
    await table.getByRole("columnheader", { name: "column-13" }).waitFor();
    const cell = table.getByRole("cell").nth(1);
    expect(await cell.locator("strong").innerText()).toBe("a");
    // The list that takes over from the first paint replaces what was looked at.
    const side = () => cell.evaluate((one) => getComputedStyle(one).textAlign);
    await expect.poll(side).toBe("right");
    const place = page.getByRole("group", { name: "Table" });
    const hidden = () => place.evaluate((one) => one.scrollWidth - one.clientWidth);
    await expect.poll(hidden).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });

  it("has its actions under a pointer that rested on it while it was on its way", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    const way = page.getByRole("article", { name: /, sending$/ });
    await composer(page).fill("Connected");
    await composer(page).press("Enter");
    await expect.poll(() => bodies(channel)).toEqual(["Connected"]);
    world.server.signal("SIGSTOP");
    try {
      await composer(page).fill("Still on its way");
      await composer(page).press("Enter");
      await way.hover();
    } finally {
      world.server.signal("SIGCONT");
    }
    await way.waitFor({ state: "detached" });
    const row = page.getByRole("article").filter({ hasText: "Still on its way" });
    await row.getByRole("button", { name: "React", exact: true }).waitFor();
  });

  it("has emoji for their short names when it is sent, also pasted ones, and none in code", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await composer(page).fill(
      "Shipped :tada: at 10:30:45, not :nosuch: nor `:tada:` but :+1::+1:!",
    );
    await composer(page).press("Enter");
    const wanted = "Shipped 🎉 at 10:30:45, not :nosuch: nor `:tada:` but 👍👍!";
    await expect.poll(() => bodies(channel)).toEqual([wanted]);
  });

  it("is sent once and as it is when the names of emoji do not come, and what is typed meanwhile stays", async () => {
    const channel = await world.buildChannel();
    const device = await browser.device(world.server.url, { as: world.owner });
    const page = await device.context.newPage();
    await page.goto(`/w/acme/c/${channel.id}`);
    await composer(page).fill("first");
    await composer(page).press("Enter");
    await see(page, "first");
    const release = await holdRequests(page, /\/_next\/static\/.*\.js/);
    await composer(page).fill("so :tada: then");
    await composer(page).press("Enter");
    await composer(page).press("Enter");
    await composer(page).pressSequentially(" and more");
    await expect.poll(() => bodies(channel)).toEqual(["first", "so :tada: then"]);
    await expect.poll(() => composer(page).inputValue()).toBe(" and more");
    release();
  });
});

describe("the sidebar", () => {
  it("marks where something was begun and not sent", async () => {
    const [here, there] = [
      await world.buildChannel({ name: "aa-here" }),
      await world.buildChannel(),
    ];
    const page = await enter(here);
    const nav = page.getByRole("navigation", { name: "Workspace" });
    const marked = nav.getByRole("link", { name: /^aa-here ?, draft/ });
    await composer(page).fill("half a thought");
    expect(await marked.count()).toBe(0);
    await goTo(page, there.name);
    await marked.waitFor();
    await page.reload();
    await marked.waitFor();
    await marked.click();
    await expect.poll(() => composer(page).inputValue()).toBe("half a thought");
    await composer(page).press("Enter");
    await see(page, "half a thought");
    await goTo(page, there.name);
    await nav.getByRole("link", { name: "aa-here", exact: true }).waitFor();
  });
});

describe("the voice for new messages", () => {
  it("keeps nothing of what was deleted", async () => {
    const channel = await world.buildChannel();
    const member = await world.buildMember();
    await member.post(`/api/channels/${channel.id}/join`);
    const page = await enter(channel);
    const voice = page.getByRole("status").filter({ hasText: "a slip" });
    await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
    const theirs = await member.enter("acme");
    const { id } = await theirs.send(channel.id, "a slip");
    await voice.waitFor({ state: "attached" });
    await theirs.emit("message:delete", { messageId: id });
    await voice.waitFor({ state: "detached" });
    theirs.close();
  });
});

describe("a new channel", () => {
  it("is made by Enter on who can see it, once that is chosen", async () => {
    const page = await enter(world.general);
    await page.getByRole("button", { name: "New channel" }).click();
    const dialog = page.getByRole("dialog", { name: "New channel" });
    const secret = dialog.getByRole("radio", { name: "Private" });
    await secret.press("Enter");
    await secret.and(page.getByRole("radio", { checked: true })).waitFor();
    await secret.press("Enter");
    await dialog.getByLabel("Name").fill("by-keys");
    await secret.press("Enter");
    await page.getByRole("heading", { name: "by-keys", level: 1 }).waitFor();
  });
});

describe("a draft", () => {
  it("is kept to the last word, and no longer than until it is sent or cleared", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    const expectKept = async (text: string) => {
      await page.reload();
      await see(page, "first");
      // What was kept comes with the page's script.
      await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
      await expect.poll(() => composer(page).inputValue()).toBe(text);
    };
    await say(page, "first");
    await composer(page).pressSequentially("to the last word");
    await expectKept("to the last word");
    await composer(page).fill("");
    await expectKept("");
    await composer(page).fill("sent at once");
    await kept(page, channel, "sent at once");
    await composer(page).press("Enter");
    await expectKept("");
    await expect.poll(() => bodies(channel)).toEqual(["first", "sent at once"]);
  });

  it("is gone from the other tab too once it is sent, unless that one has other words", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await composer(page).fill("said once");
    await kept(page, channel, "said once");
    const [same, other] = [await page.context().newPage(), await page.context().newPage()];
    for (const tab of [same, other]) {
      await tab.goto(`/w/acme/c/${channel.id}`);
      await expect.poll(() => composer(tab).inputValue()).toBe("said once");
    }
    await other.evaluate((id) => {
      addEventListener("storage", ({ key, newValue }) => {
        if (key?.endsWith(id) && newValue === null) document.title = "told";
      });
    }, channel.id);
    await composer(other).fill("something else");
    await kept(page, channel, "something else");
    await composer(page).fill("said once");
    await composer(page).pressSequentially(".");
    await composer(page).press("Backspace");
    await kept(page, channel, "said once");
    await composer(page).press("Enter");
    await expect.poll(() => composer(same).inputValue()).toBe("");
    await expect.poll(() => other.title()).toBe("told");
    expect(await composer(other).inputValue()).toBe("something else");
  });
});

const kept = (page: Page, { id }: Channel, text: string) =>
  expect
    .poll(() =>
      page.evaluate(
        (end) => localStorage[Object.keys(localStorage).find((key) => key.endsWith(end)) ?? ""],
        `:draft:${id}`,
      ),
    )
    .toBe(text);

describe("a topic", () => {
  it("leads to the addresses in it, and has no other markup", async () => {
    const channel = await world.buildChannel();
    const topic = "**Plan**: see https://plan.example.test/a?b=1, or javascript:alert(1).";
    await world.owner.call("PATCH", `/api/channels/${channel.id}`, { topic });
    const page = await enter(channel);
    const link = page.locator("main header").getByRole("link", { name: /plan\.example/ });
    await link.waitFor();
    expect(await link.getAttribute("href")).toBe("https://plan.example.test/a?b=1");
    expect(await link.getAttribute("rel")).toContain("noopener");
    await page.locator("main header").getByText("**Plan**: see").waitFor();
    await page.getByRole("button", { name: "Channel details" }).click();
    const details = page.getByRole("complementary", { name: "Channel details" });
    await details.getByRole("link", { name: /plan\.example/ }).waitFor();
    expect(await details.locator("a[href^=javascript]").count()).toBe(0);
  });
});
