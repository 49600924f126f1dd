import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import type { Person } from "../support/person";
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

  it("into a message that is deleted meanwhile is offered to be copied", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await say(page, "a first thought");
    await composer(page).press("ArrowUp");
    await page.getByRole("textbox", { name: "Edit message" }).fill("a better one");
    const { body } = await world.owner.get(`/api/channels/${channel.id}/messages`);
    const elsewhere = await world.owner.enter("acme");
    await elsewhere.emit("message:delete", { messageId: body.messages[0].id });
    const notice = page.locator("[data-sonner-toast]").filter({ hasText: "was deleted while" });
    await notice.getByRole("button", { name: "Copy what you wrote" }).waitFor();
    await expect.poll(() => composer(page).evaluate((one) => one.matches(":focus"))).toBe(true);
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

  it("is sent once and as it is when the names of emoji do not come, as is what is sent right after it", async () => {
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
    await composer(page).pressSequentially("sent right after");
    await composer(page).press("Enter");
    await composer(page).pressSequentially("and more");
    const sent = ["first", "so :tada: then", "sent right after"];
    await expect.poll(() => bodies(channel)).toEqual(sent);
    expect(await composer(page).inputValue()).toBe("and more");
    release();
  });
});

describe("a name", () => {
  it("that was chosen is that person, after a reload, and while other words are edited", async () => {
    const twins = [
      await world.buildMember({ name: "Alex Kim" }),
      await world.buildMember({ name: "Alex Kim" }),
    ] as const;
    const ilker = await world.buildMember({ name: "İlker Şahin" });
    const [one, other, third] = await Promise.all([...twins, ilker].map(idOf));
    const channel = await world.buildChannel();
    const page = await enter(channel);
    const option = page.getByRole("option");
    await composer(page).pressSequentially("ask @alex");
    await option.filter({ hasText: twins[1].email }).click();
    await composer(page).pressSequentially("or @alex");
    await option.filter({ hasText: twins[0].email }).click();
    // As an emoji panel or dictation does: without keys.
    await composer(page).pressSequentially("and @İl");
    await option.filter({ hasText: "İlker Şahin" }).waitFor();
    await page.keyboard.insertText("ke");
    await composer(page).press("Enter");
    const typed = "ask @Alex Kim or @Alex Kim and @İlker Şahin ";
    await expect.poll(() => composer(page).inputValue()).toBe(typed);
    await kept(page, channel, typed);
    await page.reload();
    await expect.poll(() => composer(page).inputValue()).toBe(typed);
    await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("alex kim");
    for (const twin of twins) await option.filter({ hasText: twin.email }).waitFor();
    await page.keyboard.press("Escape");
    await composer(page).press("Enter");
    const sent = `ask <@${other}> or <@${one}> and <@${third}>`;
    await expect.poll(() => bodies(channel)).toEqual([sent]);

    const edited = page.getByRole("textbox", { name: "Edit message" });
    await expect
      .poll(async () => {
        await composer(page).press("ArrowUp");
        return edited.count();
      })
      .toBe(1);
    await edited.press("Home");
    await edited.pressSequentially("please ");
    await edited.press("Enter");
    await expect.poll(() => bodies(channel)).toEqual([`please ${sent}`]);

    // The field has the lists of the composer; a choice from one saves nothing yet.
    await composer(page).press("ArrowUp");
    await edited.pressSequentially(" too, @her");
    await page.getByRole("option", { name: "@here" }).waitFor();
    await edited.press("Enter");
    await edited.pressSequentially("in #gener");
    await page.getByRole("option", { name: world.general.name }).click();
    await edited.press("Enter");
    const general = `<${world.server.url}/w/acme/c/${world.general.id}>`;
    const more = `please ${sent} too, <!here> in ${general}`;
    await expect.poll(() => bodies(channel)).toEqual([more]);
  });
});

describe("a channel", () => {
  it("is completed after a #, and sent as an address that tells its name to nobody else", async () => {
    const secret = await world.buildChannel({ name: "sekret-plans", visibility: "private" });
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await composer(page).pressSequentially("see #sek");
    await page.getByRole("option", { name: "sekret-plans" }).waitFor();
    await composer(page).press("Enter");
    await expect.poll(() => composer(page).inputValue()).toBe("see #sekret-plans ");
    await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
    await composer(page).press("Enter");
    await expect
      .poll(() => bodies(channel))
      .toEqual([`see <${world.server.url}/w/acme/c/${secret.id}>`]);
    await page.getByRole("log").getByRole("link", { name: "#sekret-plans" }).first().click();
    await page.getByRole("heading", { name: "sekret-plans", level: 1 }).waitFor();
  });
});

async function idOf(member: Person): Promise<string> {
  return (await member.get("/api/auth/get-session")).body.user.id;
}

describe("a key", () => {
  it("that ends a word of an input method sends, saves and picks nothing", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await say(page, "日本");
    /** The order in which Safari tells of it: the composition has ended before the key. */
    const endWord = async (name: string | RegExp, role: "textbox" | "combobox" = "textbox") => {
      const field = page.getByRole(role, { name });
      await field.waitFor();
      await field.dispatchEvent("compositionend");
      await field.dispatchEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true });
      return field;
    };
    await composer(page).fill("語");
    expect(await (await endWord(/^Message to /)).inputValue()).toBe("語");
    await composer(page).fill("");
    await composer(page).press("ArrowUp");
    await page.getByRole("textbox", { name: "Edit message" }).fill("日本語");
    await (await endWord("Edit message")).press("Escape");
    // The key is known by its place where the layout has other letters.
    await page.dispatchEvent("body", "keydown", { key: "л", code: "KeyK", ctrlKey: true });
    await page.getByRole("combobox", { name: /^Jump to/ }).fill("general");
    await (await endWord(/^Jump to/, "combobox")).press("Escape");
    expect(await bodies(channel)).toEqual(["日本"]);
    expect(new URL(page.url()).pathname).toBe(`/w/acme/c/${channel.id}`);
  });

  it("goes on with code and lists, and with Control sends all of it", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await say(page, "first");
    await composer(page).pressSequentially("```");
    await composer(page).press("Enter");
    await composer(page).pressSequentially("  one");
    await composer(page).press("Enter");
    await composer(page).pressSequentially("two");
    expect(await composer(page).inputValue()).toBe("```\n  one\n  two");
    await composer(page).press("Control+Enter");
    await expect.poll(() => bodies(channel)).toEqual(["first", "```\n  one\n  two"]);
    for (const item of ["9. [x] nine", "ten", ""]) {
      await composer(page).pressSequentially(item);
      await composer(page).press("Shift+Enter");
    }
    expect(await composer(page).inputValue()).toBe("9. [x] nine\n10. [ ] ten\n");
    await composer(page).press("Control+z");
    const undone = "9. [x] nine\n10. [ ] ten\n11. [ ] ";
    await expect.poll(() => composer(page).inputValue()).toBe(undone);
    for (const [marks, below] of [
      ["- ", "  "],
      ["> 1. ", ">    "],
    ] as const) {
      await composer(page).fill("");
      await composer(page).pressSequentially(`${marks}\`\`\``);
      await composer(page).press("Enter");
      await composer(page).pressSequentially("one");
      await composer(page).press("Enter");
      await composer(page).pressSequentially("two");
      const goesOn = `${marks}\`\`\`\n${below}one\n${below}two`;
      expect(await composer(page).inputValue()).toBe(goesOn);
    }
  });
});

describe("formatting", () => {
  it("is made by keys, by a pasted address and by a bar that is remembered, and can be undone", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    await say(page, "first");
    const field = composer(page);
    const expectText = (text: string) => expect.poll(() => field.inputValue()).toBe(text);
    await field.fill("one two");
    await field.press("Control+Shift+ArrowLeft");
    await field.press("Control+b");
    await expectText("one **two**");
    await field.press("Control+i");
    await expectText("one **_two_**");
    await field.press("Control+i");
    await field.press("Control+b");
    await expectText("one two");
    await field.evaluate((one) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "https://example.test/a_(b)");
      const paste = { clipboardData, bubbles: true, cancelable: true };
      one.dispatchEvent(new ClipboardEvent("paste", paste));
    });
    await expectText("one [two](https://example.test/a_%28b%29)");
    await field.press("Control+z");
    await expectText("one two");

    await page.getByRole("button", { name: "Formatting" }).click();
    const bar = page.getByRole("toolbar", { name: "Formatting" });
    await bar.getByRole("button", { name: "Bold" }).focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expectText("- one two");
    await page.reload();
    await bar.waitFor();
    await bar.getByRole("button", { name: "Quote" }).click();
    await expectText("> - one two");
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
    const name = dialog.getByLabel("Name");
    await name.fill(world.general.name);
    await secret.press("Enter");
    const taken = dialog.getByText("There is a channel with this name already.");
    await taken.waitFor();
    await name.fill("by-keys");
    await taken.waitFor({ state: "detached" });
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

  it("stands once, with its file, however the browser comes back to it", async () => {
    const channel = await world.buildChannel();
    const page = await enter(channel);
    const tray = (tab: Page) =>
      tab.getByRole("list", { name: "Files to send" }).getByRole("listitem");
    const expectOnce = async () => {
      await page.getByRole("button", { name: "Send" }).and(page.locator(":enabled")).waitFor();
      expect(await composer(page).inputValue()).toBe("Angebot bis Freitag");
    };
    await page.getByRole("button", { name: "Jump to" }).getByText("Ctrl K").waitFor();
    const file = {
      name: "Angebot.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("bis Freitag"),
    };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("1 file ready to send").waitFor({ state: "attached" });
    // The caret is in the field by itself.
    await page.keyboard.type("Angebot bis Freitag");
    for (const away of ["/settings", "about:blank", "/settings"]) {
      await page.goto(away);
      await page.goBack();
      await expectOnce();
      await page.reload();
      await expectOnce();
      await tray(page).getByText(file.name).waitFor();
    }
    const other = await page.context().newPage();
    await other.goto(page.url());
    await tray(other).getByText(file.name).waitFor();
    await composer(page).press("Enter");
    await page.getByRole("link", { name: `Download ${file.name}` }).waitFor();
    await expect.poll(() => tray(other).count()).toBe(0);
    await expect.poll(() => composer(other).inputValue()).toBe("");

    const release = await holdRequests(page, /\/files\?/);
    await page.locator("input[type=file]").setInputFiles(file);
    await page.reload();
    await page.getByText("The page was left before it was uploaded. Choose it again.").waitFor();
    release();
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
