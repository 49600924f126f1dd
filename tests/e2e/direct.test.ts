import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import type { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";
import { goTo, say, see } from "./steps";

const DIRECT = /^\/w\/acme\/c\/[^/]+$/;

const browser = useBrowser();
const world = useWorld();

describe("direct conversations", () => {
  it("begin with a new message and reach the other one live, seen by nobody else", async () => {
    const priya = await world.buildMember({ name: "Priya Raman" });
    const hana = await world.buildMember({ name: "Hana Kobayashi" });
    const [one, other, third] = [await enter(world.owner), await enter(priya), await enter(hana)];

    await startMessage(one, "pri ram");
    await heading(one, "Priya Raman");
    await say(one, "Do you have a minute?");
    await sidebar(other)
      .getByRole("link", { name: /^Olive Owner.*1 unread/ })
      .click();
    await see(other, "Do you have a minute?");
    await say(other, "Always");
    await see(one, "Always");
    // With the next page that is loaded, the server knows the time zone of the browser.
    await other.reload();
    await see(other, "Always");
    const name = one.getByRole("log").getByRole("button", { name: "Priya Raman" }).last();
    await name.click();
    const card = one.getByRole("dialog", { name: "Priya Raman" });
    await card.getByText(/^Here now · \d\d:\d\d local time$/).waitFor();
    await card.getByRole("button", { name: "Message" }).waitFor();
    await one.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    await name.and(one.locator(":focus")).waitFor();
    await sidebar(one)
      .getByRole("link", { name: /^Priya Raman.*online/ })
      .waitFor();
    expect(await sidebar(third).getByText("Priya Raman").count()).toBe(0);
    expect(await sidebar(third).getByText("Olive Owner").count()).toBe(0);
  }, 90_000);

  it("hold a group, and the same people find the same one again", async () => {
    await world.buildMember({ name: "Amara Okafor" });
    const mateo = await world.buildMember({ name: "Mateo Alvarez" });
    const page = await enter(world.owner);
    await startMessage(page, "amara", "mateo");
    await heading(page, "Amara, Mateo");
    await say(page, "The three of us");
    const address = page.url();
    await goTo(page, /^general/);
    await startMessage(page, "mateo", "amara");
    await waitForPath(page, new URL(address).pathname);
    await see(page, "The three of us");
    const tab = await enter(mateo);
    await sidebar(tab)
      .getByRole("link", { name: /^Amara, Olive/ })
      .click();
    await see(tab, "The three of us");
  });

  it("refuse a guest kindly, until the workspace allows it", async () => {
    const guest = await world.buildGuest({ name: "Gina Guest" });
    const page = await enter(world.owner);
    await page.getByRole("button", { name: "New message" }).click();
    const dialog = page.getByRole("dialog", { name: "New message" });
    const gina = dialog.getByRole("option", { name: /^Gina Guest/ });
    await gina.getByText("only in channels").waitFor();
    await gina.click();
    const why = dialog.getByRole("alert");
    await why
      .getByText(/^Gina Guest cannot be written to directly\. This workspace keeps/)
      .waitFor();
    await dialog.getByRole("combobox", { name: "To" }).fill("gina");
    await page.keyboard.press("Enter");
    await why.getByText(/^Gina Guest cannot/).waitFor();
    expect(await gina.getAttribute("aria-selected")).toBe("false");
    expect(await dialog.getByRole("button", { name: "Leave out Gina Guest" }).count()).toBe(0);
    expect(await dialog.getByRole("button", { name: "Start conversation" }).isEnabled()).toBe(
      false,
    );
    await page.keyboard.press("Escape");

    const tab = await enter(guest);
    const begin = tab.getByRole("button", { name: "New message" });
    expect(await begin.count()).toBe(0);
    expect(await sidebar(tab).getByText("Direct messages").count()).toBe(0);
    await tab.keyboard.press("Control+k");
    await tab.getByRole("combobox").fill("olive");
    await tab.getByRole("option", { name: "Search messages for “olive”" }).waitFor();
    expect(await tab.getByRole("option").count()).toBe(1);
    await tab.keyboard.press("Escape");

    await goTo(page, "Workspace settings");
    const setting = page.getByRole("checkbox", { name: /^Guests may have direct/ });
    await setting.click();
    await page.getByText("Guests may have direct conversations").nth(1).waitFor();
    await begin.waitFor();
    await begin.click();
    await setting.click();
    await page.getByRole("button", { name: "Take guests out" }).click();
    await tab.locator("button[aria-label='New message']").waitFor({ state: "detached" });
    const late = tab.getByRole("dialog", { name: "New message" });
    await late.getByRole("combobox", { name: "To" }).fill("olive");
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Enter");
    await late
      .getByRole("alert")
      .getByText(/keeps conversations with guests in channels/)
      .waitFor();
    await tab.keyboard.press("Escape");
    await setting.click();
    await startMessage(tab, "olive");
    await heading(tab, "Olive Owner");
    await say(tab, "Thank you for having me");
    await sidebar(page)
      .getByRole("link", { name: /^Gina Guest.*guest.*online/ })
      .click();
    await see(page, "Thank you for having me");
    await page.getByText("1 guest can read this").waitFor();
  });
});

describe("a new message", () => {
  it("says of a guest why not, and of a group that not all may", async () => {
    const room = await world.buildChannel({ name: "berth", visibility: "private" });
    const far = await world.buildMember({ name: "Farid Far" });
    await world.buildGuest({ name: "Nia Near", channels: [room] });
    await world.buildGuest({ name: "Avi Away", channels: [room] });
    await world
      .buildGuest({ name: "Zoe Zone", channels: [room] })
      .then(({ guest }) => world.lock(guest.id));
    const allow = (guestDirect: boolean) =>
      world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect });
    await allow(true);

    const theirs = await open(far, `/w/acme/c/${world.general.id}`);
    await theirs.getByRole("button", { name: "New message" }).click();
    await theirs
      .getByRole("option", { name: /^Avi Away/ })
      .getByText("no channel shared")
      .waitFor();
    await theirs
      .getByRole("option", { name: /^Zoe Zone/ })
      .getByText("access has ended")
      .waitFor();

    const page = await enter(world.owner);
    await page.getByRole("button", { name: "New message" }).click();
    await page
      .getByRole("option", { name: /^Zoe Zone/ })
      .getByText("access has ended")
      .waitFor();
    expect(await page.getByRole("option", { name: /no channel/ }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await startMessage(page, "farid", "nia near");
    await page
      .getByRole("alert")
      .getByText(/^Not everybody here may .* with Nia Near/)
      .waitFor();
    await page.keyboard.press("Escape");
    await startMessage(page, "avi away", "nia near");
    await heading(page, "Avi, Nia");
    await allow(false);
  });
});

describe("who is left behind in a direct conversation", () => {
  it("knows at once, keeps the name and what was said, and writes to nobody", async () => {
    const room = await world.buildChannel();
    const gil = await world.buildGuest({ name: "Gil Gone", channels: [room] });
    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: true });
    const page = await enter(world.owner);
    await startMessage(page, "gil gone");
    await heading(page, "Gil Gone");
    await say(page, "Between the two of us");
    await page.getByText("1 guest can read this").waitFor();
    const path = `/api/admin/guest/${gil.guest.id}`;
    await world.owner.call("PATCH", path, { channelIds: [world.general.id] });
    await world.owner.post(`/api/channels/${world.general.id}/leave`);
    await page.getByText("Gil Gone is no longer in this conversation.").waitFor();
    expect(await page.getByRole("textbox", { name: /^Message to/ }).count()).toBe(0);
    await see(page, "Between the two of us");
    await goTo(page, room.name);
    await sidebar(page)
      .getByRole("link", { name: /^Gil Gone/ })
      .waitFor({ state: "detached" });
    await world.owner.post(`/api/channels/${world.general.id}/join`);
    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: false });
  });
});

describe("whoever was taken out of a direct conversation, and is back", () => {
  it("sees what was there and what comes, and their page does not ask for the rest over and over", async () => {
    const mina = await world.buildMember({ name: "Mina Missed" });
    const { body } = await world.owner.post("/api/workspaces/acme/direct", {
      userIds: [(await mina.get("/api/auth/get-session")).body.user.id],
    });
    const path = `/api/channels/${body.channel.id}`;
    const write = (words: string) => world.owner.post(`${path}/messages`, { body: words });
    await write("Before the pause");
    await mina.post(`${path}/leave`);
    // More than a page, which makes a page that misses it begin anew.
    for (let count = 0; count < 210; count++) await write(`missed ${count}`);
    await mina.post("/api/workspaces/acme/direct", {
      userIds: body.channel.people.map((one: { id: string }) => one.id),
    });
    const page = await enter(mina);
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes(`${path}/messages`)) asked.push(request.url());
    });
    await sidebar(page)
      .getByRole("link", { name: /^Olive Owner/ })
      .click();
    await see(page, "Before the pause");
    await write("After the pause");
    await see(page, "After the pause");
    await say(page, "Here I am again");
    expect(await page.getByText(/^missed/).count()).toBe(0);
    expect(asked).toHaveLength(1);
  });
});

describe("the quick switcher and the keys", () => {
  it("jumps to a channel, a person and a page by the beginnings of words", async () => {
    await world.buildChannel({ name: "type-and-colour" });
    await world.buildMember({ name: "Luca Bianchi" });
    const page = await enter(world.owner);
    await jump(page, "tyco");
    await heading(page, "type-and-colour");
    await expectFocus(page, "Message to type-and-colour");
    await page.getByRole("button", { name: "Jump to" }).click();
    await page.getByRole("combobox").fill("luc bi");
    await page.keyboard.press("Enter");
    await heading(page, "Luca Bianchi");
    await expectFocus(page, "Message to Luca Bianchi");
    await jump(page, "audit");
    await waitForPath(page, "/w/acme/audit");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("nowhere at all");
    await page.getByRole("option", { name: "Search messages for “nowhere at all”" }).waitFor();
    expect(await page.getByRole("option").count()).toBe(1);
  });

  it("goes to the next channel and the next unread, and leaves alone whoever is typing", async () => {
    const member = await world.buildMember();
    const [first, second] = [
      await world.buildChannel({ name: "zz-one" }),
      await world.buildChannel({ name: "zz-two" }),
    ];
    for (const channel of [first, second]) await member.post(`/api/channels/${channel.id}/join`);
    await world.owner.post(`/api/channels/${second.id}/messages`, { body: "new here" });
    const page = await enter(member);
    await page.keyboard.press("Alt+ArrowDown");
    await heading(page, "zz-one");
    await expectFocus(page, "Message to zz-one");
    await page.keyboard.press("Alt+ArrowUp");
    await heading(page, "general");
    await expectFocus(page, "Message to general");
    await page.keyboard.press("Alt+Shift+ArrowDown");
    await heading(page, "zz-two");
    // Faster than the page can be drawn: each press goes on from where the one before it went.
    await page.evaluate(() => {
      for (const key of ["ArrowUp", "ArrowUp"]) {
        document.body.dispatchEvent(
          new KeyboardEvent("keydown", { key, altKey: true, bubbles: true, cancelable: true }),
        );
      }
    });
    await heading(page, "general");
    await page.keyboard.press("Alt+ArrowUp");
    await heading(page, "zz-two");

    const composer = page.getByRole("textbox", { name: /^Message to/ });
    await composer.fill("half a thought?");
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("?");
    await page.keyboard.press("/");
    expect(await composer.inputValue()).toContain("?/");
    await heading(page, "zz-two");
    await sidebar(page).getByRole("link", { name: "zz-one" }).press("Enter");
    await heading(page, "zz-one");
    await page.locator("a:focus", { hasText: "zz-one" }).waitFor();
    await goTo(page, "general");
    await expectFocus(page, "Message to general");
    // A draft on the way does not end the walk.
    await page.keyboard.press("Alt+ArrowUp");
    await heading(page, "zz-two");
    await page.keyboard.press("Alt+ArrowDown");
    await heading(page, "general");
    await page.keyboard.press("Alt+ArrowUp");
    await heading(page, "zz-two");
    await composer.fill("");
    await page.getByRole("link", { name: "Skip to the content" }).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });

  it("marks everything as read", async () => {
    const member = await world.buildMember();
    const channel = await world.buildChannel({ name: "busy" });
    await member.post(`/api/channels/${channel.id}/join`);
    await world.owner.post(`/api/channels/${channel.id}/messages`, { body: "one" });
    const page = await enter(member);
    await sidebar(page)
      .getByRole("link", { name: /^busy.*1 unread/ })
      .waitFor();
    await page.keyboard.press("Shift+Escape");
    await page.getByText("Everything is marked as read").waitFor();
    await expect
      .poll(() =>
        sidebar(page)
          .getByText(/unread/)
          .count(),
      )
      .toBe(0);
  });
});

describe("channel details", () => {
  it("say who is here, guests with who invited them, and add and remove people live", async () => {
    const channel = await world.buildChannel({ name: "studio", visibility: "private" });
    const nora = await world.buildMember({ name: "Nora Haddad" });
    await world.buildGuest({ name: "Marek Nowak", channels: [channel] });
    const tab = await enter(nora);
    const page = await open(world.owner, `/w/acme/c/${channel.id}`);
    await page.getByRole("button", { name: "1 guest here" }).click();
    const panel = page.getByRole("complementary", { name: "Channel details" });
    // That one of the name exists is learnt by whoever tries to make another.
    await panel.getByText("Private: only those who are in it see it.", { exact: true }).waitFor();
    const guests = panel.getByRole("region", { name: "1 guest from outside" });
    await guests.getByText("Guest · invited by Olive Owner").waitFor();
    // This workspace keeps conversations with guests in channels.
    await expect
      .poll(() => guests.getByRole("button", { name: "Message Marek Nowak" }).count())
      .toBe(0);

    await panel.getByRole("button", { name: "Add people" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").fill("nora");
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: "Add to channel" }).click();
    await panel.getByText("Nora Haddad").waitFor();
    await goTo(tab, /^studio/);
    await heading(tab, "studio");

    await panel.getByRole("button", { name: "More for Nora Haddad" }).click();
    await page.getByRole("menuitem", { name: "Remove from channel" }).click();
    await page.getByRole("button", { name: "Remove from channel" }).click();
    await tab.getByRole("heading", { name: "You no longer have access to #studio" }).waitFor();
  });

  it("know at once who joined, as do the people to add and those to mention", async () => {
    const channel = await world.buildChannel({ name: "open-studio" });
    const page = await open(world.owner, `/w/acme/c/${channel.id}`);
    const kofi = await world.buildMember({ name: "Kofi Mensah" });
    await page.reload();
    await sidebar(page).getByText("Ctrl K").waitFor();
    await page.getByRole("button", { name: "Channel details" }).click();
    const panel = page.getByRole("complementary", { name: "Channel details" });
    await panel.getByRole("region", { name: "1 member" }).waitFor();
    const field = page.getByRole("textbox", { name: /^Message to/ });
    await field.pressSequentially("@kofi");
    const choice = page.getByRole("option", { name: /Kofi Mensah/ });
    await choice.getByText("not in this channel").waitFor();

    await kofi.post(`/api/channels/${channel.id}/join`);
    await panel.getByRole("region", { name: "2 members" }).waitFor();
    await expect.poll(() => choice.getByText("not in this channel").count()).toBe(0);
    await choice.waitFor();
    await field.fill("");
    await panel.getByRole("button", { name: "Add people" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").fill("kofi");
    await expect.poll(() => dialog.getByRole("option", { name: /Kofi/ }).count()).toBe(0);
    await page.keyboard.press("Escape");

    await world.buildGuest({ name: "Greta Gast", channels: [channel] });
    await field.fill("");
    await field.pressSequentially("@greta");
    await page.getByRole("option", { name: /Greta Gast/ }).waitFor();
  });

  it("find guests among the people to add, and say why they are not added there", async () => {
    const channel = await world.buildChannel({ name: "atelier" });
    const gone = await world.buildGuest({ name: "Ola Outside" });
    await world.lock(gone.guest.id);
    const nils = await world.buildMember({ name: "Nils Norling" });
    for (const person of [world.owner, nils]) {
      const page = await open(person, `/w/acme/c/${channel.id}`);
      await page.getByRole("button", { name: "Channel details" }).click();
      await page.getByRole("button", { name: "Add people" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("combobox").fill("ola out");
      await dialog
        .getByRole("option", { name: /^Ola Outside/ })
        .getByText("access has ended")
        .waitFor();
      await page.keyboard.press("Enter");
      const why = dialog.getByRole("alert");
      await why
        .getByText(
          "Ola Outside is a guest, and their access has ended. Guests are added on the Guests page by an admin.",
        )
        .waitFor();
      expect(await dialog.getByRole("button", { name: "Add to channel" }).isDisabled()).toBe(true);
      const way = why.getByRole("link", { name: "Guests page" });
      expect(await way.count()).toBe(person === nils ? 0 : 1);
    }
  });

  it("rename, mute and archive", async () => {
    const channel = await world.buildChannel({ name: "old-name" });
    const page = await open(world.owner, `/w/acme/c/${channel.id}`);
    await page.getByRole("button", { name: "Channel details" }).click();
    await page.getByRole("button", { name: "Edit name and topic" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("new-name");
    await page.getByRole("dialog").getByLabel("Topic").fill("What it is about");
    await page.getByRole("button", { name: "Save" }).click();
    await heading(page, "new-name");
    await page.locator("main header").getByText("What it is about").waitFor();
    await page.getByRole("button", { name: /^Mute/ }).click();
    await sidebar(page)
      .getByRole("link", { name: /^new-name.*muted/ })
      .waitFor();
    await page.getByRole("button", { name: "Archive channel" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Archive channel" }).click();
    await page.getByText("This channel is archived.").waitFor();
    await page.getByRole("log").getByText("Nothing was ever written here.").first().waitFor();
    await page.getByRole("button", { name: "Bring back from the archive" }).click();
    await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
  });
});

describe("two who look alike", () => {
  it("are told apart at once, wherever one of them is read, chosen or looked after", async () => {
    const guest = await world.buildGuest({ name: "Gus Guest" });
    const mia = await world.buildMember({ name: "Mia Member" });
    const [page, theirs] = [await enter(world.owner), await enter(mia)];
    const call = (path: string, body: object) =>
      guest.post(path, body, { origin: world.server.url });
    await call("/api/auth/update-user", { name: "Olive Owner" });
    await call(`/api/channels/${world.general.id}/messages`, { body: "Tell me the code" });
    const row = page.getByRole("article", { name: /^Olive Owner, guest of Olive Owner, / });
    await row.getByText("Tell me the code").waitFor();
    await row.getByText("Guest of Olive Owner", { exact: true }).waitFor();

    // Whoever types the name means the member.
    const field = theirs.getByRole("textbox", { name: /^Message to/ });
    await field.fill("@Olive Owner");
    await theirs
      .getByRole("option", { name: /^Olive Owner/ })
      .first()
      .waitFor();
    await field.press("Escape");
    await field.press("Enter");
    await see(theirs, "@Olive Owner");
    const { people } = (await mia.get("/api/workspaces/acme/people")).body;
    const owner = people.find((one: { as: string }) => one.as === "owner");
    await waitUntil(async () => {
      const { messages } = (await mia.get(`/api/channels/${world.general.id}/messages`)).body;
      return messages.at(-1).body === `<@${owner.id}>`;
    });

    await field.pressSequentially("@olive");
    const named = theirs.getByRole("option", { name: /^Olive Owner/ });
    await named.getByText("Guest of Olive Owner").waitFor();
    expect(await named.allInnerTexts()).toEqual([
      expect.not.stringContaining("Guest"),
      expect.stringContaining("Guest of Olive Owner"),
    ]);
    await field.fill("");
    await theirs.keyboard.press("Control+k");
    await theirs.getByRole("combobox").fill("olive");
    await theirs.getByRole("option", { name: /^Olive Owner Guest of Olive Owner/ }).waitFor();
    await theirs.keyboard.press("Escape");

    await goTo(page, /^Guests$/);
    await page
      .getByRole("rowgroup")
      .filter({ hasText: guest.email })
      .getByText("Looks like Olive Owner")
      .waitFor();
    await goTo(page, "Audit");
    await page.getByText("took the name").first().waitFor();
    await page.getByText("looks like Olive Owner").filter({ visible: true }).first().waitFor();
  });
});

async function open(person: Person, address: string): Promise<Page> {
  const page = await (await browser.device(world.server.url, { as: person })).open(address);
  await waitForPath(page, DIRECT);
  await sidebar(page).getByText("Ctrl K").waitFor();
  return page;
}

function enter(person: Person): Promise<Page> {
  return open(person, `/w/acme/c/${world.general.id}`);
}

function sidebar(page: Page) {
  return page.getByRole("navigation", { name: "Workspace" });
}

function heading(page: Page, name: string): Promise<void> {
  return page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
}

/** Begins a direct conversation by the keyboard alone. */
async function startMessage(page: Page, ...people: string[]): Promise<void> {
  await page.getByRole("button", { name: "New message" }).click();
  const dialog = page.getByRole("dialog", { name: "New message" });
  for (const name of people) {
    await dialog.getByRole("combobox", { name: "To" }).fill(name);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Enter");
}

async function expectFocus(page: Page, name: string): Promise<void> {
  await page.locator(`textarea[aria-label="${name}"]:focus`).waitFor();
}

async function jump(page: Page, query: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(query);
  await page.keyboard.press("Enter");
}
