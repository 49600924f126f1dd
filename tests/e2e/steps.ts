import type { Locator, Page } from "playwright-core";
import { waitForPath } from "../support/browser";

/** What people do on the pages, by the names that a screen reader gives. */

export interface Account {
  name: string;
  email: string;
  password: string;
}

export const NOTICE = "You have been disconnected. Please contact a workspace admin.";

export async function setUp(page: Page, account: Account, workspace: string): Promise<void> {
  await page.getByLabel("Workspace name").fill(workspace);
  await fillAccount(page, account);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await waitForPath(page, /^\/w\/[^/]+\/c\/[^/]+$/);
}

export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function acceptInvite(page: Page, account: Account): Promise<void> {
  await fillAccount(page, account);
  await page.getByRole("button", { name: /^Join / }).click();
}

export async function fillAccount(page: Page, { name, email, password }: Account): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

export async function makeChannel(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "New channel" }).click();
  const dialog = page.getByRole("dialog", { name: "New channel" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create channel" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

/** From the Guests page: a link for one guest. */
export async function inviteGuest(page: Page, channel: string): Promise<string> {
  await page.getByRole("button", { name: "Invite guest" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: channel }).click();
  await dialog.getByRole("button", { name: "Create invitation link" }).click();
  const link = await dialog.getByLabel("Invitation link").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  return link;
}

export function goTo(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole("navigation", { name: "Workspace" }).getByRole("link", { name }).click();
}

export function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: /^Message to / });
}

/** In a page that is alive. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator("[role=log] [data-virtuoso-scroller]").first().waitFor();
  await composer(page).fill(text);
  await composer(page).press("Enter");
  await see(page, text);
}

/** Waits until a message stands in the open channel: twice for a moment, while the list takes over. */
export function see(page: Page, text: string): Promise<void> {
  return page.getByRole("log").getByText(text, { exact: true }).first().waitFor();
}

/** The part of the Guests table about one guest: the line and the record under it. */
export function guestRow(page: Page, name: string): Locator {
  return page
    .getByRole("table", { name: "Guests" })
    .getByRole("rowgroup")
    .filter({ hasText: name });
}

export async function restore(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Restore ${name}` }).click();
  const dialog = page.getByRole("alertdialog", { name: `Restore ${name}?` });
  await dialog.getByRole("button", { name: "Restore access" }).click();
}

export async function revoke(page: Page, name: string, reason: string): Promise<void> {
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Revoke access" }).click();
  await dialog.waitFor({ state: "detached" });
}
