import { sendPlates } from "./plates.mjs";

/** The pictures of a conversation and of what opens beside it and over it: at a desk and on a phone, in both themes. */

/** @param owner a page of the owner at a desk; @param phone one on a phone */
export async function takeConversation(stage, owner, phone) {
  const { channels } = await stage.ask(owner, "GET", "/api/workspaces/northlight/channels");
  const idOf = (name) => channels.find((channel) => channel.name === name).id;
  const luca = await stage.signIn("luca@northlight.example", {});
  await sendPlates(stage, luca, idOf("type-and-colour"));
  await luca.context().close();
  for (const [page, prefix] of [
    [owner, ""],
    [phone, "phone-"],
  ]) {
    const shoot = (name) => stage.take(page, `${prefix}${name}`);
    const open = (path) => page.goto(`${stage.url}/w/northlight/${path}`);
    await open(`c/${idOf("harbour-line")}`);
    await seeChannel(page);
    await shoot("channel");
    await openThread(page);
    await shoot("thread");
    await open(`c/${idOf("harbour-line")}`);
    await openCard(page);
    await shoot("person-card");
    await open(`c/${idOf("type-and-colour")}`);
    await openPicture(page);
    await shoot("lightbox");
    await open("threads");
    await page.getByRole("list", { name: "Threads you follow" }).waitFor();
    await shoot("threads");
    await open("search?q=boat");
    await page.getByRole("list", { name: "Results" }).waitFor();
    await shoot("search");
  }
}

async function seeChannel(page) {
  await page.getByRole("heading", { name: "harbour-line", level: 1 }).waitFor();
  await page.getByRole("log").getByText("First word from pier C").waitFor();
  // Wait until the list has measured its lines and scrolled to its end.
  await page.waitForTimeout(1_500);
}

async function openThread(page) {
  await page.locator("article").getByRole("button", { name: "2 replies" }).last().click();
  const thread = page.getByRole("log", { name: "Messages in this thread" });
  await thread.locator("article").nth(2).waitFor();
  await page.waitForTimeout(500);
}

async function openCard(page) {
  await seeChannel(page);
  await page.locator("article").getByRole("button", { name: "Jonas Weber" }).last().click();
  await page.getByRole("dialog", { name: "Jonas Weber" }).waitFor();
  await page.waitForTimeout(300);
}

async function openPicture(page) {
  const picture = page.getByRole("img", { name: "pier-a-morning.png" });
  await picture.waitFor();
  await page.waitForTimeout(1_500);
  await picture.click();
  await page.getByRole("dialog").getByRole("img").waitFor();
  await page.waitForTimeout(500);
}
