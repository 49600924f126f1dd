import { takeConversation } from "./conversation.mjs";
import { DESK, PHONE } from "./stage.mjs";

/**
 * The pictures of what everybody has: conversations, and the pages beside them.
 * @returns pages of the people whom the other pictures need
 */
export async function takeRooms(stage) {
  await stage.take(await stage.open(DESK, "/sign-in"), "sign-in");
  const owner = await stage.signIn("ines@northlight.example", DESK);
  const harbour = { ...DESK, from: "198.51.100.24" };
  await stage.signIn("dana@harbourline.example", harbour);
  await stage.signIn("dana@harbourline.example", { ...PHONE, from: "198.51.100.131" });
  const marek = await stage.signIn("marek@typefoundry.example", { ...DESK, from: "192.0.2.66" });
  await openTab(marek);

  await stage.goTo(owner, "Members");
  await owner.getByRole("table", { name: "Members" }).waitFor();
  await stage.take(owner, "members");
  await stage.goTo(owner, "Audit");
  await owner.getByRole("table", { name: "Audit log" }).waitFor();
  await stage.take(owner, "audit");
  await owner.goto(`${stage.url}/settings`);
  await owner.getByText("This device", { exact: true }).waitFor();
  await stage.take(owner, "settings");

  const phone = await stage.onPhone(owner, "/w/northlight");
  await phone.getByRole("button", { name: /^Open sidebar/ }).tap();
  await phone.getByRole("dialog", { name: "Sidebar" }).waitFor();
  await stage.take(phone, "phone-sidebar", ["light"]);
  await takeConversation(stage, owner, phone);
  await phone.context().close();
  return { owner, marek };
}

async function openTab(page) {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.getByRole("log").waitFor();
}
