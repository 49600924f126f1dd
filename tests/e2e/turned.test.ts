import { expect, it } from "vitest";
import { useBrowser } from "../support/browser";
import { expectStatus, useWorld } from "../support/world";
import { composer, goTo, say, see } from "./steps";

const browser = useBrowser();
const world = useWorld();

it("a guest's open page becomes a member's, and a guest's again, with its messages and its draft", async () => {
  const shared = await world.buildChannel({ name: "shared" });
  const guest = await world.buildGuest({ name: "Tia Turned", channels: [shared] });
  await world.buildMember({ name: "Mia Member" });
  const admin = await (await browser.device(world.server.url, { as: world.owner })).open(
    "/w/acme/guests",
  );
  const theirs = await (await browser.device(world.server.url, { as: guest })).open(
    `/w/acme/c/${shared.id}`,
  );
  const general = theirs
    .getByRole("navigation", { name: "Workspace" })
    .getByRole("link", { name: "general" });
  await say(theirs, "Written as a guest");
  await composer(theirs).fill("Half a thought");

  await admin.getByRole("button", { name: "More for Tia Turned" }).click();
  await admin.getByRole("menuitem", { name: "Make a member" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Make a member" }).click();
  await admin.getByText("Tia Turned is a member now").waitFor();
  await general.waitFor();
  await see(theirs, "Written as a guest");
  expect(await composer(theirs).inputValue()).toBe("Half a thought");
  await composer(theirs).press("Enter");
  await see(theirs, "Half a thought");
  await composer(theirs).fill("Another half");

  await goTo(admin, "Members");
  await admin.getByRole("button", { name: "More for Tia Turned" }).click();
  await admin.getByRole("menuitem", { name: "Make a guest" }).click();
  const dialog = admin.getByRole("dialog", { name: "Make Tia Turned a guest?" });
  await dialog.getByRole("checkbox", { name: "shared" }).click();
  await dialog.getByRole("button", { name: "An end for shared alone" }).click();
  await dialog.getByRole("combobox", { name: "Invited by" }).click();
  await admin.getByRole("option", { name: "Mia Member" }).click();
  await dialog.getByRole("button", { name: "Make a guest" }).click();
  await admin.getByText("Tia Turned is a guest now").waitFor();
  await general.waitFor({ state: "detached" });
  await see(theirs, "Half a thought");
  expect(await composer(theirs).inputValue()).toBe("Another half");
  await composer(theirs).press("Enter");
  await see(theirs, "Another half");
  const { guests } = expectStatus(
    await world.owner.get("/api/admin/guest?workspace=acme"),
    200,
  ).body;
  expect(guests).toMatchObject([
    {
      name: "Tia Turned",
      sponsor: { name: "Mia Member" },
      channels: [{ id: shared.id, historyFrom: null, expiresAt: expect.any(String) }],
    },
  ]);
});
