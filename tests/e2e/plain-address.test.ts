import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { useBrowser } from "../support/browser";
import { makePng } from "../support/files";
import { Person } from "../support/person";
import { startServer, type TestServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { findFreePort } from "../support/services/programs";
import { composer, goTo, say, setUp, signIn } from "./steps";

/** A machine in the office, without TLS: a browser gives its pages less than it gives those of https or localhost. */

const OLIVE = {
  name: "Olive Owner",
  email: "olive@acme.test",
  password: "correct horse battery",
};
const plan = { name: "plan.png", mimeType: "image/png", buffer: makePng(32, 20) };

const browser = useBrowser({ hosts: ["chat.lan", "other.lan"] });
let server: TestServer;
let address: string;
beforeAll(async () => {
  const port = await findFreePort();
  address = `http://chat.lan:${port}`;
  server = await startServer({
    env: {
      HOST: "0.0.0.0",
      PORT: String(port),
      APP_URL: address,
      DATABASE_URL: await createDatabase(inject("postgresUrl")),
    },
  });
});
afterAll(async () => {
  await server.stop();
  expect(server.unexpected(/RATE_LIMITS/, /^origin refused$/)).toEqual([]);
});

describe("at a plain address that is not localhost", () => {
  it("everything that a chat needs works, and what needs https says so", async () => {
    const device = await browser.device(address);
    const page = await device.open("/");
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
    await page.getByLabel("Set-up code").fill(setUpCode());
    await setUp(page, OLIVE, "Acme");

    await say(page, "Hello from the office");
    await page.locator("input[type=file]").setInputFiles(plan);
    await page.getByRole("status").filter({ hasText: "1 file ready to send" }).waitFor();
    await say(page, "Here is the plan");
    await page.getByRole("log").getByRole("img", { name: plan.name }).first().waitFor();
    await act(page, "Hello from the office", "React");
    await page.getByRole("option", { name: "party popper" }).first().click();
    await row(page, "Hello from the office").getByRole("button", { name: "🎉 1, you" }).waitFor();
    await act(page, "Here is the plan", "Edit");
    const edit = page.getByRole("textbox", { name: "Edit message" });
    await edit.fill("Here is the final plan");
    await edit.press("Enter");
    await row(page, "Here is the final plan").getByText("edited", { exact: true }).waitFor();
    await act(page, "Here is the final plan", "Reply in thread");
    const reply = page.getByRole("textbox", { name: "Reply in thread" });
    await reply.fill("Thank you");
    await reply.press("Enter");
    await row(page, "Here is the final plan").getByRole("button", { name: "1 reply" }).waitFor();
    await page.keyboard.press("Escape");

    await act(page, "Hello from the office", "More");
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await page.getByText("Link copied").waitFor();
    expect(await paste(page)).toMatch(new RegExp(`^${address}/w/acme/c/[^?]+\\?at=1$`));
    await page.getByRole("button", { name: "Channel details" }).click();
    await page.getByRole("button", { name: "Copy link" }).click();
    await expect.poll(() => paste(page)).toMatch(new RegExp(`^${address}/w/acme/c/[^?]+$`));

    await page.goto("/settings");
    await page.getByText("Notifications need https.").waitFor();
    expect(await page.getByRole("button", { name: "Turn on notifications" }).count()).toBe(0);
  });

  it("an invitation's link is copied, or selected with words that say what to do", async () => {
    const page = await (await browser.device(address)).open("/");
    await signIn(page, OLIVE);
    await composer(page).waitFor();
    await goTo(page, "Guests");
    await page.getByRole("button", { name: "Invite guest" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "general" }).click();
    await dialog.getByRole("button", { name: "Create invitation link" }).click();
    const link = await dialog.getByLabel("Invitation link").inputValue();
    await dialog.getByRole("button", { name: "Copy link" }).click();
    await dialog.getByRole("button", { name: "Copied" }).waitFor();
    await page.evaluate(() => {
      document.execCommand = () => false;
    });
    await dialog.getByRole("button", { name: "Copy link" }).click();
    await dialog.getByText("The link is selected: copy it").waitFor();
    expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(link);
    await dialog.getByRole("button", { name: "Done" }).click();

    await goTo(page, /general/);
    expect(await paste(page)).toBe(link);
    await act(page, "Hello from the office", "More");
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    await page.getByText(`${address}/w/acme/c/`).waitFor();
  });
});

describe("at an address that is not allowed", () => {
  it("the pages in front of the door say which, and what allows it", async () => {
    const other = address.replace("chat.lan", "other.lan");
    const page = await (await browser.device(other)).open("/sign-in");
    const notice = page.getByRole("alert").filter({ hasText: `${other} is not allowed` });
    await notice.filter({ hasText: "ALLOWED_ORIGINS" }).waitFor();
    await signIn(page, OLIVE);
    await expect.poll(() => notice.count()).toBe(2);
  });

  it("the pages of a workspace say so where they cannot connect", async () => {
    const other = address.replace("chat.lan", "other.lan");
    const here = address.replace("chat.lan", "127.0.0.1");
    const olive = await new Person(here, OLIVE.name, OLIVE.email, OLIVE.password).signIn();
    const page = await (await browser.device(other, { as: olive })).open("/");
    const line = page.getByRole("status").filter({ hasText: `${other} is not allowed` });
    await line.filter({ hasText: "ALLOWED_ORIGINS" }).waitFor();
  });
});

const setUpCode = () => String(server.logs.find((line) => line.msg === "set-up code")?.code);

/** What the clipboard holds: read as people do, where no page may read it. */
async function paste(page: Page): Promise<string> {
  await composer(page).fill("");
  await composer(page).press("ControlOrMeta+v");
  const pasted = await composer(page).inputValue();
  await composer(page).fill("");
  return pasted;
}

function row(page: Page, text: string): Locator {
  return page
    .getByRole("log", { name: /^Messages in (?!this thread)/ })
    .getByRole("article")
    .filter({ hasText: text });
}

async function act(page: Page, text: string, action: string): Promise<void> {
  await row(page, text).hover();
  await row(page, text).getByRole("button", { name: action, exact: true }).click();
}
