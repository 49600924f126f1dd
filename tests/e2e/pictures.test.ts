import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { makePng } from "../support/files";
import { setPicture } from "../support/pictures";
import { expectStatus, useWorld, type World } from "../support/world";
import { composer } from "./steps";

const browser = useBrowser();
const world = useWorld();

const portrait = { name: "me.png", mimeType: "image/png", buffer: makePng(640, 400) };
const words = { name: "me.txt", mimeType: "text/plain", buffer: Buffer.from("me") };

async function open(as: World["owner"], address: string): Promise<Page> {
  const device = await browser.device(world.server.url, { as });
  return device.open(address);
}

const pick = (page: Page, file: typeof portrait) =>
  page.locator("input[accept='image/*']").setInputFiles(file);
const faceIn = (part: Locator) => part.locator("img[src*='/pictures/']");

/** What came is shown, in the size it was cut to. */
async function seePicture(picture: Locator): Promise<void> {
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]))
    .toEqual([256, 256]);
}

describe("pictures in the browser", () => {
  it("are chosen in the settings, seen by others beside name and message, and removed", async () => {
    const guest = await world.buildGuest({ name: "Gwen Guest" });
    const userIds = [(await guest.get("/api/auth/get-session")).body.user.id];
    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: true });
    const direct = await world.owner.post("/api/workspaces/acme/direct", { userIds });
    for (const id of [world.general.id, expectStatus(direct, 201).body.channel.id]) {
      expectStatus(await guest.post(`/api/channels/${id}/messages`, { body: "Here I am" }), 201);
    }

    const settings = await open(guest, "/settings");
    const section = settings.getByRole("region", { name: "Picture" });
    await section.getByRole("button", { name: "Choose picture" }).waitFor();
    await settings.getByRole("list", { name: "Signed-in devices" }).waitFor();
    await pick(settings, words);
    await section.getByText("Your browser cannot read this as a picture").waitFor();
    await pick(settings, portrait);
    await seePicture(section.locator("img"));

    const page = await open(world.owner, `/w/acme/c/${world.general.id}`);
    await composer(page).waitFor();
    const row = page.getByRole("article", { name: /^Gwen Guest, guest/ }).first();
    await seePicture(faceIn(row));
    const ring = faceIn(row).locator("..");
    expect(await ring.evaluate((box) => getComputedStyle(box).boxShadow)).not.toBe("none");
    const sidebar = page.getByRole("navigation", { name: "Workspace" });
    await seePicture(faceIn(sidebar.getByRole("link", { name: /^Gwen Guest/ })));

    // Bytes that do not come leave the initials.
    await page.route("**/pictures/*", (route) => route.abort());
    await page.reload();
    await composer(page).waitFor();
    // In one look: while the list takes over there is no row for a moment, and so no picture in it.
    const inside = () =>
      row.evaluate((one) => [one.querySelectorAll("img").length, one.textContent]);
    await expect.poll(inside).toEqual([0, expect.stringMatching(/^GG/)]);
    await page.unroute("**/pictures/*");

    await section.getByRole("button", { name: "Remove picture" }).click();
    await section.locator("img").waitFor({ state: "detached" });
    await section.getByText("GG").waitFor();
    await page.reload();
    await row.getByText("GG").waitFor();
    expect(await faceIn(page.locator("body")).count()).toBe(0);
  });

  it("stay beside what somebody wrote who was removed", async () => {
    const guest = await world.buildGuest({ name: "Rue Removed" });
    await setPicture(guest, makePng(64, 64));
    const channel = await world.buildChannel();
    const seat = { channelIds: [world.general.id, channel.id] };
    await world.owner.call("PATCH", `/api/admin/guest/${guest.guest.id}`, seat);
    await guest.post(`/api/channels/${channel.id}/messages`, { body: "Remember me" });
    await world.owner.call("DELETE", `/api/admin/guest/${guest.guest.id}`);
    const page = await open(world.owner, `/w/acme/c/${channel.id}`);
    await composer(page).waitFor();
    const row = page.getByRole("article", { name: /^Rue Removed, guest/ }).first();
    await faceIn(row).waitFor();
  });

  it("stand for a workspace beside the arch, which still says whether guests are in", async () => {
    const page = await open(world.owner, "/w/acme/settings");
    const section = page.getByRole("region", { name: "Icon" });
    const side = page.getByRole("complementary").first();
    await section.getByRole("button", { name: "Choose icon" }).waitFor();
    await page.getByText("Connecting").waitFor({ state: "detached" });
    await pick(page, portrait);
    await seePicture(faceIn(section));
    await seePicture(faceIn(side));
    await side.getByRole("img", { name: "Guests are in this workspace" }).waitFor();
    await section.getByRole("button", { name: "Remove icon" }).click();
    await faceIn(side).waitFor({ state: "detached" });
  });
});
