import { spawn } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../tests/support/services/chromium.ts";
import { root, say } from "./run.mjs";

/**
 * `npm run screenshots`: takes the pictures of the README from the current demo. The machine needs a font with emoji.
 */

const folder = resolve(root, "docs/images");
const PASSWORD = "gatehouse demo";
const DESK = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const THEMES = ["light", "dark"];

mkdirSync(folder, { recursive: true });
const demo = spawn(process.execPath, [resolve(root, "scripts/demo.mjs")], {
  env: { ...process.env, PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "info" },
  stdio: ["ignore", "pipe", "inherit"],
});
process.on("exit", () => demo.kill());
const url = await readAddress(demo);
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromiumArguments,
});
try {
  await takePictures();
} finally {
  await browser.close();
  demo.kill();
}

async function takePictures() {
  const stranger = await open(DESK, "/sign-in");
  await take(stranger, "sign-in");

  const owner = await signIn("ines", "northlight", DESK);
  await signIn("dana", "harbourline", DESK);
  await signIn("dana", "harbourline", PHONE);
  const marek = await signIn("marek", "typefoundry", DESK);
  await openTab(marek);
  await sendInvitation(owner);

  await goTo(owner, "harbour-line");
  await seeChannel(owner, "harbour-line");
  await take(owner, "channel");
  await goTo(owner, "Threads");
  await owner.getByRole("list", { name: "Threads you follow" }).waitFor();
  await take(owner, "threads");
  await owner.goto(`${url}/w/northlight/search?q=boat`);
  await owner.getByRole("list", { name: "Results" }).waitFor();
  await take(owner, "search");
  await goTo(owner, "Guests");
  await owner.getByText("2 live connections").first().waitFor();
  await take(owner, "guests");
  await owner.getByRole("button", { name: "Revoke Marek Nowak" }).click();
  const dialog = owner.getByRole("alertdialog");
  await dialog.getByLabel("Reason").fill("The display cut is delivered. Thank you, Marek.");
  await take(owner, "revoke");
  await dialog.getByRole("button", { name: "Revoke access" }).click();
  await owner.getByText("1 of 1 node confirmed").waitFor();
  await take(owner, "receipt");
  await goTo(owner, "Members");
  await owner.getByRole("table", { name: "Members" }).waitFor();
  await take(owner, "members");
  await goTo(owner, "Audit");
  await owner.getByRole("table", { name: "Audit log" }).waitFor();
  await take(owner, "audit");
  await owner.goto(`${url}/settings`);
  await owner.getByText("This device", { exact: true }).waitFor();
  await take(owner, "settings");

  await marek.getByRole("heading", { name: /^Your access/ }).waitFor();
  await take(marek, "locked");
  await takePhones();
}

async function takePhones() {
  const phone = await signIn("ines", "northlight", PHONE);
  await phone.getByRole("button", { name: /^Open sidebar/ }).tap();
  await phone.getByRole("dialog", { name: "Sidebar" }).waitFor();
  await take(phone, "phone-sidebar", ["light"]);
  await goTo(phone, "harbour-line");
  await seeChannel(phone, "harbour-line");
  await take(phone, "phone-channel", ["light"]);
  await phone.goto(`${url}/w/northlight/guests`);
  await phone.getByRole("list", { name: "Guests" }).waitFor();
  await take(phone, "phone-guests", ["light", "dark"]);
}

async function signIn(name, house, options) {
  const page = await open(options, "/sign-in");
  await page.getByLabel("E-mail").fill(`${name}@${house}.example`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("log").waitFor();
  return page;
}

async function open(options, path) {
  const context = await browser.newContext({
    ...options,
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

async function openTab(page) {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.getByRole("log").waitFor();
}

/** Sends an invitation, so that the Guests page shows one that nobody has accepted yet. */
async function sendInvitation(page) {
  const { channels } = await (
    await page.request.get(`${url}/api/workspaces/northlight/channels`)
  ).json();
  const channel = channels.find(({ name }) => name === "type-and-colour");
  const answer = await page.request.post(`${url}/api/admin/guest`, {
    headers: { origin: url },
    data: {
      workspace: "northlight",
      channelIds: [channel.id],
      email: "elif@printworks.example",
      accessHours: 24 * 14,
    },
  });
  if (!answer.ok()) throw new Error(await answer.text());
}

function goTo(page, name) {
  const sidebar = page.getByRole("navigation", { name: "Workspace" });
  return sidebar.getByRole("link", { name: new RegExp(`^${name}`) }).click();
}

async function seeChannel(page, name) {
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByRole("log").getByText("First word from pier C").waitFor();
  // Wait until the list has measured its lines and scrolled to its end.
  await page.waitForTimeout(1_500);
}

async function take(page, name, themes = THEMES) {
  await page.mouse.move(0, 0);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    const file = themes.length > 1 ? `${name}-${theme}.png` : `${name}.png`;
    const path = resolve(folder, file);
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    say(`${file}: ${Math.round(statSync(path).size / 1024)} kB`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function readAddress(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    const entry = JSON.parse(line);
    if (entry.msg === "ready") {
      child.stdout.resume();
      return entry.url;
    }
  }
  throw new Error("The demo did not start");
}
