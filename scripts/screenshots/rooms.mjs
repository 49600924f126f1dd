import { DESK, PHONE } from "./stage.mjs";

/**
 * The pictures of what everybody has: channels, threads, search, and the pages beside them.
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

  await stage.goTo(owner, "harbour-line");
  await seeChannel(owner);
  await stage.take(owner, "channel");
  await stage.goTo(owner, "Threads");
  await owner.getByRole("list", { name: "Threads you follow" }).waitFor();
  await stage.take(owner, "threads");
  await owner.goto(`${stage.url}/w/northlight/search?q=boat`);
  await owner.getByRole("list", { name: "Results" }).waitFor();
  await stage.take(owner, "search");
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
  await stage.goTo(phone, "harbour-line");
  await seeChannel(phone);
  await stage.take(phone, "phone-channel", ["light"]);
  await phone.context().close();
  return { owner, marek };
}

async function openTab(page) {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await tab.getByRole("log").waitFor();
}

async function seeChannel(page) {
  await page.getByRole("heading", { name: "harbour-line", level: 1 }).waitFor();
  await page.getByRole("log").getByText("First word from pier C").waitFor();
  // Wait until the list has measured its lines and scrolled to its end.
  await page.waitForTimeout(1_500);
}
