import { expect, it } from "vitest";
import { useBrowser, waitForPath } from "../support/browser";
import { sendFile } from "../support/files";
import { expectStatus, useWorld } from "../support/world";
import { say } from "./steps";

const browser = useBrowser();
const world = useWorld();

it("an admin sees what a guest sees, also one who is revoked, and reads and keeps the report about them", async () => {
  const shared = await world.buildChannel({ name: "shared", visibility: "private" });
  await world.buildChannel({ name: "hidden" });
  const guest = await world.buildGuest({ name: "Sol Seen", channels: [shared] });
  const { file } = await sendFile(world.owner, shared, "plan.txt");
  const question = { body: "Does it suit you?" };
  const { message } = expectStatus(
    await world.owner.post(`/api/channels/${shared.id}/messages`, question),
    201,
  ).body;
  const answer = { body: "It does", parentId: message.id };
  expectStatus(await guest.post(`/api/channels/${shared.id}/messages`, answer), 201);
  const theirs = await (await browser.device(world.server.url, { as: guest })).open(
    `/w/acme/c/${shared.id}`,
  );
  await say(theirs, "Here is our answer");
  expectStatus(await guest.get(`/api/files/${file.id}`), 200);
  await world.lock(guest.guest.id, "Enough for now");

  const admin = await (await browser.device(world.server.url, { as: world.owner })).open(
    "/w/acme/guests",
  );
  await admin.getByRole("button", { name: "More for Sol Seen" }).click();
  await admin.getByRole("menuitem", { name: "See as this guest" }).click();
  const view = admin.getByRole("dialog", { name: "You see what Sol Seen sees" });
  await view.getByText("see nothing at present").waitFor();
  await view.getByText("Here is our answer", { exact: true }).waitFor();
  const channels = view.getByRole("list", { name: "Channels" }).getByRole("listitem");
  expect(await channels.allInnerTexts()).toEqual(["shared"]);
  const people = view.getByRole("list", { name: "People" });
  await people.getByText(world.owner.name, { exact: true }).waitFor();
  expect(await view.getByRole("textbox").count()).toBe(0);
  expect(await view.getByText("It does", { exact: true }).count()).toBe(0);
  await view.getByRole("button", { name: /^1 reply/ }).click();
  await view
    .getByRole("log", { name: "Messages in this thread" })
    .getByText("It does", { exact: true })
    .waitFor();
  expect(await view.getByRole("textbox").count()).toBe(0);
  await admin.keyboard.press("Escape");
  await view.getByText("It does", { exact: true }).waitFor({ state: "detached" });
  const link = view.getByRole("link", { name: "plan.txt" });
  const [download] = await Promise.all([admin.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("plan.txt");
  await admin.setViewportSize({ width: 390, height: 800 });
  await channels.first().getByRole("button").click();
  await view.getByText("Here is our answer", { exact: true }).waitFor();
  await view.getByRole("button", { name: "Back to the channels" }).click();
  await admin.setViewportSize({ width: 1280, height: 800 });
  await admin.keyboard.press("Escape");
  await waitForPath(admin, "/w/acme/guests");

  await admin.getByRole("button", { name: "More for Sol Seen" }).click();
  await admin.getByRole("menuitem", { name: "Access report" }).click();
  await admin.getByRole("heading", { name: "Sol Seen", level: 1 }).waitFor();
  await admin.getByText("Reason: Enough for now").waitFor();
  await admin.getByText(/Receipt: .*confirmed by the server/).waitFor();
  const files = admin.getByRole("region", { name: "Files opened" });
  await files.getByRole("cell", { name: "plan.txt" }).waitFor();
  await admin.getByRole("region", { name: "Devices" }).getByText("127.0.0.1").first().waitFor();
  await admin.emulateMedia({ media: "print", colorScheme: "dark" });
  await admin.getByRole("button", { name: "Print" }).waitFor({ state: "hidden" });
  const paper = await admin.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.documentElement);
    return { backgroundColor, color };
  });
  expect(paper).toEqual({ backgroundColor: "rgb(255, 255, 255)", color: "rgb(0, 0, 0)" });
});
