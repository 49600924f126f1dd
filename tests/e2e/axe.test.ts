import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import type { Channel } from "@/lib/api-types";
import { useBrowser } from "../support/browser";
import { letInEarlier } from "../support/drills";
import type { Person } from "../support/person";
import { startServer } from "../support/server";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What colours decide. The dark page is the light one in other colours. */
const ABOUT_COLOURS = ["color-contrast", "link-in-text-block"];

const browser = useBrowser();
const world = useWorld({ expected: [/origin refused/] });
let locked: Person;
/** The id of a guest. */
let lively: string;
let restless: Person;
/** Their id as a guest. */
let ending: string;
let member: Person;
let quiet: Channel;
let link: string;
let passwordLink: string;

beforeAll(async () => {
  const hour = 3_600_000;
  const room = await world.buildChannel({ name: "side-room", visibility: "private" });
  const lou = await world.buildGuest({ name: "Lou Lively", channels: [world.general, room] });
  lively = lou.guest.id;
  const rea = await world.buildGuest({ name: "Rea Restless", accessHours: 48 });
  const expiresAt = new Date(Date.now() + hour).toISOString();
  const path = `/api/admin/guest/${rea.guest.id}`;
  expectStatus(await world.owner.call("PATCH", path, { expiresAt }), 200);
  await letInEarlier(world.databaseUrl, rea.guest.id);
  restless = rea;
  ending = rea.guest.id;
  const short = await world.buildGuest({ name: "Xenia Expired" });
  await world.endSoon(short.guest.id);
  const cut = await world.buildGuest({ name: "Cleo Cut" });
  await world.lock(cut.guest.id, "The project has ended");
  locked = cut;
  member = await world.buildMember({ name: "Mia Member" });
  link = await world.inviteGuest({ accessHours: 24 });
  const made = await world.owner.post(`/api/admin/guest/${lively}/password-link`);
  passwordLink = expectStatus(made, 201).body.link.url;
  expectStatus(await world.owner.post("/api/workspaces/acme/invites", { role: "admin" }), 201);
  const wish = { email: "noah@client.test", name: "Noah New", channelIds: [world.general.id] };
  expectStatus(await member.post("/api/workspaces/acme/guest-requests", wish), 201);
  expectStatus(await world.owner.post("/api/admin/drill", { workspace: "acme" }), 201);
  const stranger = { origin: "https://intranet.acme.test" };
  expectStatus(await world.owner.post("/api/workspaces/acme/read", {}, stranger), 403);
  quiet = await world.buildChannel({ name: "quiet-room" });
  const talk = await lou.enter("acme");
  await talk.send(world.general.id, "Hello, I am **new** here: `code` and https://example.test");
  talk.close();
  const answer = await member.enter("acme");
  const welcome = await answer.send(world.general.id, "Welcome");
  const owner = await world.owner.enter("acme");
  await owner.send(world.general.id, "Indeed", { parentId: welcome.id });
  await answer.send(world.general.id, "Thank you", { parentId: welcome.id });
  for (const tab of [answer, owner]) tab.close();
  await waitUntil(async () => (await statusOf(short.guest.id)) === "expired");
});

type Visit = [name: string, path: () => string, prepare: (page: Page) => Promise<unknown>];

const toPath = (url: string) => new URL(url).pathname + new URL(url).search;
const guests = () => "/w/acme/guests";
const members = () => "/w/acme/members";

const walks: [who: string, as: () => Person | undefined, visits: Visit[]][] = [
  [
    "a stranger",
    () => undefined,
    [
      ["sign-in", () => "/sign-in", heading("Sign in")],
      ["forgotten password", () => "/forgot-password", heading("Forgotten")],
      ["a link that has ended", () => "/reset-password?token=x", heading("does not work")],
      ["new password", () => toPath(passwordLink), heading("Set a new password")],
      ["invitation", () => `/invite/${link}`, heading("Join Acme")],
    ],
  ],
  [
    "a guest who was cut off",
    () => locked,
    [
      ["locked", () => "/w/acme", heading("ended")],
      ["invitation, cut off", () => `/invite/${link}`, heading("Your access has ended")],
    ],
  ],
  [
    "a guest near the end",
    () => restless,
    [
      ["a channel with the note", () => "/w/acme", note("in less than an hour")],
      ["the end in their menu", () => "/w/acme", press("Your menu")],
      ["their access", () => "/w/acme", openAccess],
      ["leaving", () => "/w/acme", inMenu("Your menu", /^Leave/)],
    ],
  ],
  [
    "a member",
    () => member,
    [
      ["invitation, signed in", () => `/invite/${link}`, heading("You are in Acme")],
      ["not found", () => "/w/acme/guests", heading("not found")],
      ["channels to browse", () => "/w/acme", press("Browse channels")],
      ["members, as one of them", members, see("Mia Member", "table")],
      ["asking for a guest", () => `/w/acme/c/${quiet.id}`, askForGuest],
    ],
  ],
  [
    "an owner",
    () => world.owner,
    [
      ["channel", () => `/w/acme/c/${world.general.id}`, see("Welcome", "log")],
      ["emoji to choose from", () => `/w/acme/c/${world.general.id}`, press("Add emoji")],
      ["threads", () => "/w/acme/threads", see("1 new", "list")],
      ["a thread", () => "/w/acme/threads", open("Welcome")],
      ["details of a channel", () => `/w/acme/c/${world.general.id}`, openDetails],
      ["empty channel", () => `/w/acme/c/${quiet.id}`, heading("quiet-room")],
      ["new channel", () => "/w/acme", press("New channel")],
      ["menu of oneself", () => "/w/acme", press("Your menu")],
      ["guests, some selected", guests, selectAll],
      ["the last drills", guests, openDrills],
      ["a request to approve", guests, press(/^Approve/)],
      ["a request to decline", guests, press(/^Decline/)],
      ["many guests", guests, previewMany],
      [
        "handing over a guest",
        guests,
        inMenu("More for Lou Lively", "Hand over to another member"),
      ],
      ["a new member", guests, inMenu("More for Lou Lively", "Make a member")],
      ["more time", () => `/w/acme/extend/${ending}`, heading("More time for Rea Restless")],
      ["revoking", guests, press("Revoke Lou Lively")],
      ["a guest's menu", guests, press("More for Lou Lively")],
      ["what a guest sees", () => `/w/acme/guests/${lively}/view`, openViewedThread],
      ["a report", () => `/w/acme/guests/${lively}`, heading("Lou Lively")],
      ["inviting a guest", guests, openMoreChoices],
      ["withdrawing", guests, press(/^Withdraw/)],
      ["members", members, see("Mia Member", "table")],
      ["a member's menu", members, press("More for Mia Member")],
      ["a new guest", members, inMenu("More for Mia Member", "Make a guest")],
      ["inviting a member", members, press("Invite member")],
      ["audit", () => "/w/acme/audit", see("The project has ended", "table")],
      ["refused origins", () => "/w/acme/origins", openAdvice],
      ["workspace settings", () => "/w/acme/settings", heading("Who invites guests")],
      ["settings", () => "/settings", see("This device", "list")],
    ],
  ],
];

it.each(walks)(
  "finds nothing wrong with what %s sees",
  async (_, as, visits) => {
    const page = await openPage(world.server.url, as());
    expect(await walk(page, visits)).toEqual([]);
  },
  240_000,
);

it("finds nothing wrong on a phone", async () => {
  const page = await openPage(world.server.url, world.owner, { width: 390, height: 844 });
  const faults = await walk(page, [
    ["channel", () => "/w/acme", see("Welcome", "log")],
    ["drawer", () => "/w/acme", press(/^Open sidebar/)],
    ["emoji to choose from", () => "/w/acme", press("Add emoji")],
    ["guests, some selected", guests, selectCard],
    ["audit", () => "/w/acme/audit", see("The project has ended", "table")],
  ]);
  expect(faults).toEqual([]);
});

it("finds nothing wrong with the first run", async () => {
  const server = await startServer();
  const page = await openPage(server.url, undefined);
  const faults = await walk(page, [["set-up", () => "/", heading("Set up your workspace")]]);
  await server.stop();
  expect(faults).toEqual([]);
}, 240_000);

async function openPage(
  url: string,
  as: Person | undefined,
  viewport = { width: 1280, height: 800 },
): Promise<Page> {
  const options = { viewport, ...(as && { as }) };
  return (await browser.device(url, options)).context.newPage();
}

/** Looks at each page in light and in dark. */
async function walk(page: Page, visits: Visit[]): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, path, prepare] of visits) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path());
    await prepare(page);
    await page.evaluate(axe.source);
    faults.push(...(await findFaults(page, TAGS)).map((line) => `${name}: ${line}`));
    await page.emulateMedia({ colorScheme: "dark" });
    faults.push(...(await findFaults(page, ABOUT_COLOURS)).map((line) => `${name}, dark: ${line}`));
  }
  return faults;
}

/** What axe holds against the page. A menu floats outside the landmarks, as menus do. */
function findFaults(page: Page, asked: string[]): Promise<string[]> {
  return page.evaluate(async (asked) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: asked,
      rules: { region: { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`),
    );
  }, asked);
}

function heading(name: string) {
  return (page: Page) => page.getByRole("heading", { name }).first().waitFor();
}

function see(text: string, role: "log" | "table" | "list") {
  return (page: Page) => page.getByRole(role).getByText(text).first().waitFor();
}

async function openViewedThread(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^2 replies/ }).click();
  await see("Indeed", "log")(page);
}

function note(text: string) {
  return (page: Page) => page.getByRole("status").filter({ hasText: text }).waitFor();
}

async function openDetails(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Channel details" }).click();
  await page.getByRole("region", { name: "2 guests whose access has ended" }).waitFor();
}

async function openAccess(page: Page): Promise<void> {
  await page.getByRole("button", { name: "About this workspace" }).click();
  await page.getByRole("menuitem", { name: /^Your access/ }).click();
  await page.getByRole("heading", { name: "What others see of you" }).waitFor();
}

async function askForGuest(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Channel details" }).click();
  await page.getByRole("button", { name: "Add people" }).click();
  await page.getByRole("button", { name: "Ask for a guest" }).click();
  await page.getByRole("dialog", { name: "Ask for a guest" }).waitFor();
}

async function selectAll(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Select all who are shown" }).click();
  await page.getByRole("region", { name: "Selected guests" }).waitFor();
}

async function selectCard(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Select Lou Lively" }).click();
  await page.getByRole("region", { name: "Selected guests" }).waitFor();
}

async function openDrills(page: Page): Promise<void> {
  await page.getByText("All figures").click();
  await page.getByRole("table", { name: "The last drills" }).waitFor();
}

async function previewMany(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Revoke many" }).click();
  await page.getByRole("textbox", { name: "Domain" }).fill("guests.test");
  await page.getByRole("region", { name: "Who is concerned" }).waitFor();
}

async function openMoreChoices(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Invite guest" }).click();
  await page.getByRole("button", { name: "More choices" }).click();
  await page.getByLabel("Link works for").waitFor();
}

async function openAdvice(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^This is mine/ }).click();
  await page.getByLabel(/^The line for/).waitFor();
}

function inMenu(button: string, item: string | RegExp) {
  return async (page: Page) => {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.locator("[role=dialog], [role=alertdialog]").last().waitFor();
  };
}

function open(link: string) {
  return async (page: Page) => {
    await page.getByRole("main").getByRole("link", { name: link }).click();
    await page.getByRole("log").getByText("Thank you").first().waitFor();
  };
}

function press(name: string | RegExp) {
  return async (page: Page) => {
    await page.getByRole("button", { name }).first().click();
    await page.locator("[role=dialog], [role=alertdialog], [role=menu]").last().waitFor();
  };
}

async function statusOf(guestId: string): Promise<string> {
  const { body } = await world.owner.get("/api/admin/guest?workspace=acme");
  return body.guests.find((guest: { id: string }) => guest.id === guestId).status;
}
