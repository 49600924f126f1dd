import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { readTraces, useBrowser, waitForPath } from "../support/browser";
import { makePng, onDisk } from "../support/files";
import { nothingWithin, waitUntil } from "../support/wait";
import { useWorld, type World } from "../support/world";
import { composer, say } from "./steps";

const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-files-"));
const browser = useBrowser();
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
});
const world = useWorld({ dataDir, env: { MAX_UPLOAD_MB: "1" } });

const plan = { name: "plan.png", mimeType: "image/png", buffer: makePng(320, 200) };
const notes = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("nothing secret") };

async function open(as: World["owner"], options = {}): Promise<Page> {
  const device = await browser.device(world.server.url, { as, ...options });
  const page = await device.open(`/w/acme/c/${world.general.id}`);
  await composer(page).waitFor();
  // What is done before the page is awake would be lost.
  await page.getByRole("log").locator("[data-virtuoso-scroller]").waitFor();
  return page;
}

const pick = (page: Page, ...files: (typeof plan)[]) =>
  page.locator("input[type=file]").setInputFiles(files);
const tray = (page: Page): Locator => page.getByRole("list", { name: "Files to send" });
const ready = (page: Page, words = "1 file ready to send") =>
  page.getByRole("status").filter({ hasText: words }).waitFor({ state: "attached" });
const picture = (page: Page, name: string) => page.getByRole("log").getByRole("img", { name });
const card = (page: Page, name: string) =>
  page.getByRole("log").getByRole("link", { name: `Download ${name}` });

/** Lets files fall on the page, or pastes them, as the system would. */
function bring(
  page: Page,
  how: "drop" | "paste",
  file: typeof plan,
  on: "main" | "[aria-label=Thread]" = "main",
): Promise<void> {
  return page.evaluate(
    ({ how, name, type, bytes, on }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      if (how === "paste") {
        const event = { clipboardData: data, bubbles: true, cancelable: true };
        document.querySelector("textarea")?.dispatchEvent(new ClipboardEvent("paste", event));
        return;
      }
      for (const type of ["dragenter", "dragover", "drop"]) {
        const event = { dataTransfer: data, bubbles: true, cancelable: true };
        document.querySelector(on)?.dispatchEvent(new DragEvent(type, event));
      }
    },
    { how, name: file.name, type: file.mimeType, bytes: [...file.buffer], on },
  );
}

describe("files in the browser", () => {
  it("go both ways, and nothing of them is left with a guest who was revoked", async () => {
    const guest = await world.buildGuest();
    const inside = await open(world.owner);
    const outside = await open(guest);

    await pick(outside, plan);
    await ready(outside);
    await say(outside, "Here is the plan");
    const shown = picture(inside, plan.name);
    await shown.waitFor();
    await expect
      .poll(() => shown.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.width]))
      .toEqual([320, 320]);
    expect(await shown.getAttribute("height")).toBe("200");
    expect(await tray(outside).count()).toBe(0);

    await bring(inside, "drop", notes);
    await ready(inside);
    await bring(inside, "paste", { ...plan, name: "pasted.png" });
    await ready(inside, "2 files ready to send");
    await inside.getByRole("button", { name: "Send" }).click();
    await picture(outside, "pasted.png").waitFor();
    // Nothing was written: what the files are called is not said twice.
    expect(await outside.getByRole("log").getByText("notes.txt, pasted.png").count()).toBe(0);
    const [download] = await Promise.all([
      outside.waitForEvent("download"),
      card(outside, notes.name).click(),
    ]);
    expect(download.suggestedFilename()).toBe(notes.name);
    expect(readFileSync(await download.path()).equals(notes.buffer)).toBe(true);

    const address = (await picture(outside, plan.name).getAttribute("src")) ?? "";
    expect((await outside.request.get(address)).status()).toBe(200);
    await pick(outside, { ...notes, name: "half.txt" });
    await ready(outside);
    await world.lock(guest.guest.id, "Enough");
    await waitForPath(outside, "/w/acme/locked");
    const denied = await outside.request.get(address);
    expect([denied.status(), (await denied.json()).code]).toEqual([403, "GUEST_LOCKED"]);
    expect(await readTraces(outside)).not.toMatch(/plan\.png|notes\.txt|half\.txt|api\/files/);
    expect((await inside.request.get(address)).status()).toBe(200);
  });

  it("leave no hole where a picture stands between two of them", async () => {
    const page = await open(world.owner);
    const before = { ...notes, name: "before.txt" };
    const after = { ...notes, name: "after.txt" };
    await pick(page, before, { ...plan, name: "between.png" }, after);
    await ready(page, "3 files ready to send");
    await page.getByRole("button", { name: "Send" }).click();
    // Pictures stand first.
    const parts = [picture(page, "between.png"), card(page, before.name), card(page, after.name)];
    const readEdges = async () => {
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      return boxes.flatMap((box) => (box ? [box.y, box.y + box.height] : []));
    };
    // Each begins where the one before has ended.
    await expect
      .poll(readEdges)
      .toSatisfy(
        (edges: number[]) =>
          edges.length === 6 && edges.every((edge, index) => edge >= (edges[index - 1] ?? 0)),
      );

    // It opens in place, and its link has the focus again when it is closed.
    const link = page.getByRole("link", { name: "between.png" }).last();
    await link.click();
    const opened = page.getByRole("dialog", { name: "between.png" });
    await opened.getByRole("img", { name: "between.png" }).waitFor();
    await opened.getByRole("link", { name: "Download" }).waitFor();
    await page.keyboard.press("Escape");
    await opened.waitFor({ state: "detached" });
    expect(await link.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it("can be cancelled, tried again and left out, and say what is wrong", async () => {
    const page = await open(world.owner);
    const before = onDisk(dataDir).length;
    const large = { ...notes, name: "large.bin", buffer: Buffer.alloc(1024 * 1024 + 1) };
    await pick(page, large);
    await tray(page).getByText("At most 1 MB").waitFor();
    expect(await page.getByRole("button", { name: "Try large.bin again" }).count()).toBe(0);
    await composer(page).fill("with a file");
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    const advice = page.getByText("1 file could not be uploaded. Remove it to send the message.");
    expect((await advice.boundingBox())?.height).toBeGreaterThan(10);
    await page.getByRole("button", { name: "Remove large.bin" }).click();
    await expect.poll(() => page.getByRole("button", { name: "Send" }).isEnabled()).toBe(true);

    await page.route("**/files?name=*", (route) => route.abort());
    await pick(page, notes);
    await tray(page).getByText("The upload broke off").waitFor();
    await page.unroute("**/files?name=*");
    await page.getByRole("button", { name: "Try notes.txt again" }).click();
    await ready(page);

    let letGo = () => undefined as void;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route("**/files?name=*", async (route) => {
      await held;
      await route.abort();
    });
    await pick(page, plan);
    await tray(page).getByRole("progressbar", { name: "Uploading plan.png" }).waitFor();
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Cancel plan.png" }).click();
    letGo();
    await ready(page);
    await page.getByRole("button", { name: "Send" }).click();
    await card(page, notes.name).last().waitFor();
    expect(await tray(page).count()).toBe(0);
    await waitUntil(() => onDisk(dataDir).length === before + 1);
  });

  it("are shown by an icon where they only call themselves a picture", async () => {
    const page = await open(world.owner);
    await pick(page, { ...notes, name: "fake.png", mimeType: "image/png" });
    await ready(page);
    await tray(page).locator("svg.lucide-file").waitFor();
    expect(await tray(page).locator("img").count()).toBe(0);
    await page.getByRole("button", { name: "Send" }).click();
    await card(page, "fake.png").waitFor();
  });

  it("take the words about their buttons along when they go", async () => {
    const page = await open(world.owner);
    const words = page.getByRole("tooltip");
    await pick(page, notes);
    await ready(page);
    await page.getByRole("button", { name: "Remove notes.txt" }).hover();
    await words.getByText("Remove notes.txt").waitFor();
    await composer(page).press("Enter");
    await tray(page).waitFor({ state: "detached" });
    await words.waitFor({ state: "detached" });

    await page.mouse.move(0, 0);
    await pick(page, { ...notes, name: "other.txt" });
    await ready(page);
    await Promise.all([
      // Longer than any waits to be shown.
      nothingWithin(1_000, async () => (await words.count()) > 0),
      page.getByRole("button", { name: "Remove other.txt" }).click(),
    ]);
  });

  it("go to the thread that they fall on", async () => {
    const page = await open(world.owner);
    await say(page, "Which notes?");
    const row = page.getByRole("main").getByRole("article").filter({ hasText: "Which notes?" });
    await row.hover();
    await row.getByRole("button", { name: "Reply in thread" }).click();
    const thread = page.getByRole("complementary", { name: "Thread" });
    await thread.getByRole("textbox", { name: "Reply in thread" }).waitFor();
    await bring(page, "drop", notes, "[aria-label=Thread]");
    await thread.getByRole("list", { name: "Files to send" }).getByText(notes.name).waitFor();
    expect(await tray(page).count()).toBe(1);
    await thread.getByRole("button", { name: `Remove ${notes.name}` }).click();
  });

  it("are ten in one message at the most", async () => {
    const page = await open(world.owner);
    const many = Array.from({ length: 12 }, (_, i) => ({ ...notes, name: `${i}.txt` }));
    await pick(page, ...many);
    await page.getByText("A message can have 10 files").waitFor();
    await ready(page, "10 files ready to send");
    await composer(page).press("Enter");
    await card(page, "9.txt").waitFor();
    expect(await card(page, "10.txt").count()).toBe(0);
  });
});
