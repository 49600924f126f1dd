import { rehearse } from "./rehearse.mjs";

/** The pictures of the guests' side: at a desk and on a phone, in both themes. */

const GUESTS = "/w/northlight/guests";

/** @param owner a page of the owner; a page of Marek, who is cut off in it, stands in a channel */
export async function takeGuests(stage, { owner, marek }) {
  await rehearse(stage, owner);
  const { guests } = await stage.ask(owner, "GET", "/api/admin/guest?workspace=northlight");
  const pathOf = (name) => `${GUESTS}/${guests.find((guest) => guest.name.startsWith(name)).id}`;
  const phone = await stage.onPhone(owner, GUESTS);
  for (const [page, prefix] of [
    [owner, ""],
    [phone, "phone-"],
  ]) {
    const shoot = (name) => stage.take(page, `${prefix}${name}`);
    await see(page, GUESTS, (shown) => shown.getByText("asked by Luca Bianchi"));
    await shoot("requests");
    await toTop(page.getByLabel("Filter by status"));
    await shoot("guests");
    if (page === owner) await takeNarrow(stage, owner);
    await toTop(page.getByRole("heading", { name: "Drills" }));
    await shoot("drill");
    await previewBulk(page);
    await shoot("bulk-preview");
    await page.keyboard.press("Escape");
    await see(page, `${pathOf("Dana")}/view`, (shown) => shown.getByText("You see what Dana"));
    await openChannel(page, prefix !== "");
    await shoot("see-as");
    await see(page, "/w/northlight/origins", (shown) => shown.getByText("harbour-widgets"));
    await page.getByRole("button", { name: /^This is mine.*intranet/ }).click();
    await shoot("origins");
  }
  await takeCut(stage, { owner, phone, marek }, pathOf("Marek"));
}

/** At this width the table has fewer columns, and all of its buttons. */
async function takeNarrow(stage, page) {
  const size = page.viewportSize();
  await page.setViewportSize({ ...size, width: 1024 });
  await page.waitForTimeout(500);
  await stage.take(page, "guests-1024");
  await page.setViewportSize(size);
}

/** One guest is cut off, then a whole client; each time with the receipt. */
async function takeCut(stage, { owner, phone, marek }, reportPath) {
  await see(owner, GUESTS, (shown) => shown.getByText("2 open connections"));
  await owner.getByRole("button", { name: "Revoke Marek Nowak" }).click();
  const dialog = owner.getByRole("alertdialog");
  await dialog.getByLabel("Reason").fill("The display cut is delivered. Thank you, Marek.");
  await stage.take(owner, "revoke");
  await dialog.getByRole("button", { name: "Revoke access" }).click();
  const row = owner.getByRole("rowgroup").filter({ hasText: "Marek Nowak" });
  await row.getByText("confirmed by the server").waitFor();
  await toTop(owner.getByLabel("Filter by status"));
  await stage.take(owner, "receipt");
  await see(phone, GUESTS, (shown) => shown.getByText("The display cut is"));
  await toTop(phone.getByRole("heading", { name: "Marek Nowak" }));
  await stage.take(phone, "phone-receipt");

  for (const [page, name] of [
    [owner, "report"],
    [phone, "phone-report"],
  ]) {
    await see(page, reportPath, (shown) => shown.getByText("Reason: The display cut"));
    await stage.take(page, name);
  }

  await marek.getByRole("heading", { name: /^Your access/ }).waitFor();
  await stage.take(marek, "locked");
  const locked = await stage.onPhone(marek, "/w/northlight");
  await locked.getByRole("heading", { name: /^Your access/ }).waitFor();
  await stage.take(locked, "phone-locked");

  await see(owner, GUESTS, (shown) => shown.getByText("The display cut is"));
  await previewBulk(owner);
  await owner.getByRole("button", { name: /^Revoke 3 guests/ }).click();
  await owner.getByRole("dialog", { name: "3 guests revoked" }).waitFor();
  await stage.take(owner, "bulk-receipt");
}

async function previewBulk(page) {
  await page.getByRole("button", { name: "Revoke many" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Domain").fill("harbourline.example");
  await dialog.getByLabel("Reason").fill("Round two is delivered. Thank you all.");
  await dialog.getByText(/^3 guests, /).waitFor();
}

async function openChannel(page, isPhone) {
  if (isPhone) await page.getByRole("button", { name: "harbour-line" }).click();
  await page.getByRole("log").getByText("First word from pier C").waitFor();
  await page.getByRole("log").getByText("First word from pier C").scrollIntoViewIfNeeded();
}

async function see(page, path, find) {
  await page.goto(new URL(path, page.url()).href);
  await find(page).first().waitFor();
}

/** Scrolls the list until something stands at its upper edge. */
async function toTop(locator) {
  await locator.evaluate((element) => {
    const list = element.closest(".overflow-y-auto");
    const target = element.closest("li") ?? element.parentElement;
    list.scrollTop += target.getBoundingClientRect().top - list.getBoundingClientRect().top;
    document.activeElement?.blur();
  });
}
