import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { dayOf, line, ts, zip } from "../support/slack";
import { useWorld, type World } from "../support/world";

const browser = useBrowser();
const world = useWorld();

async function openSettings(as: World["owner"]): Promise<Page> {
  const device = await browser.device(world.server.url, { as });
  const page = await device.open("/w/acme/settings");
  await page.getByRole("heading", { name: "Workspace settings" }).waitFor();
  return page;
}

const send = (page: Page, name: string, buffer: Buffer) =>
  page
    .getByLabel("Slack export")
    .setInputFiles({ name, mimeType: "application/zip", buffer }, { noWaitAfter: true });

describe("an import in the browser", () => {
  it("says what is wrong, then what came in, and the sidebar and the record show it", async () => {
    const page = await openSettings(world.owner);
    await page.getByRole("button", { name: "Import a Slack export" }).waitFor();
    await send(page, "holiday.zip", await zip({ "photo.json": [] }));
    await page.getByRole("alert").getByText("This ZIP is not a Slack export").waitFor();

    const files = {
      "users.json": [{ id: "U1", name: "gary" }],
      "channels.json": [{ id: "C1", name: "brought-along" }],
      [`brought-along/${dayOf(0)}`]: [line("U1", ts(0, 1), "hello"), line("U1", ts(0, 2), "again")],
      [`nobodys/${dayOf(0)}`]: [line("U1", ts(0, 1), "whose?")],
    };
    await send(page, "slack.zip", await zip(files));
    await page.getByText("Imported 2 messages in 1 new channel").waitFor();
    await page.getByText("1 person stays a name without an account").waitFor();
    await page.getByText("1 day in the folder nobodys, which belongs to no channel").waitFor();
    expect(await page.getByText("nothing to show").count()).toBe(0);
    expect(await page.getByRole("alert").filter({ hasText: "Slack" }).count()).toBe(0);
    const sidebar = page.getByRole("navigation", { name: "Workspace" });
    await sidebar.getByRole("link", { name: "brought-along" }).waitFor();

    await send(page, "slack.zip", await zip(files));
    await page.getByText("Everything in this export is here already").waitFor();

    const later = { [`brought-along/${dayOf(1)}`]: [line("U1", ts(1, 1), "later")] };
    await send(page, "slack.zip", await zip({ ...files, ...later }));
    await page.getByText("Imported 1 message", { exact: true }).waitFor();
    await page.goto(`${world.server.url}/w/acme/audit`);
    await page.getByText("imported from Slack").first().waitFor();
    await page.getByText("2 messages").filter({ visible: true }).first().waitFor();
  });

  it("is not offered to an admin", async () => {
    const page = await openSettings(await world.buildMember({ role: "admin" }));
    await page.getByRole("heading", { name: "What guests may do" }).waitFor();
    expect(await page.getByRole("heading", { name: "Import" }).count()).toBe(0);
  });
});
