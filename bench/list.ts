import pg from "pg";
import type { Page } from "playwright-core";
import { chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../tests/support/services/chromium";
import { createDatabase, startPostgres } from "../tests/support/services/postgres";
import { buildWorld, type World } from "../tests/support/world";
import { ms, percentile, type Row, report } from "./support/report";

/** The message list of a channel with a long history, in a real browser. */

const HISTORY = Number(process.env.MESSAGES ?? 100_000);
const STOPS = [0.01, 0.1, 0.5, 1].map((share) => Math.round(HISTORY * share));
/** People see a frame that took longer as a stutter. */
const LONG_MS = 50;

const postgres = await startPostgres();
const database = await createDatabase(postgres.url);
const world = await buildWorld({ env: { DATABASE_URL: database } });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromiumArguments,
});
try {
  const long = await world.buildChannel({ name: "long-history" });
  await fill(long.id, HISTORY);
  const page = await openPage(world, `/w/acme/c/${long.id}`);
  report("list", `Reading back through ${HISTORY} messages`, await readBack(page));
} finally {
  await browser.close();
  await world.stop();
  await postgres.stop();
}

/** Writes messages of varying length, as in a conversation, in one statement. */
async function fill(channelId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query(
    `INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, words, client_id, created_at)
     SELECT gen_random_uuid(), $1, n, n, (SELECT created_by FROM channel WHERE id = $1), false,
       'Message ' || n || repeat(' of a usual length for a chat', n % 7) || CASE WHEN n % 11 = 0
         THEN E'\\n\\n\`\`\`\\nsome(code);\\n\`\`\`' ELSE '' END,
       to_tsvector('simple', 'Message ' || n), gen_random_uuid(), now() - (($2::int - n) || ' minutes')::interval
     FROM generate_series(1, $2::int) n`,
    [channelId, count],
  );
  await client.query("UPDATE channel SET last_seq = $2, last_rev = $2 WHERE id = $1", [
    channelId,
    count,
  ]);
  await client.query("UPDATE channel_member SET last_read_seq = $2 WHERE channel_id = $1", [
    channelId,
    count,
  ]);
  await client.end();
}

async function openPage({ server, owner }: World, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = "", ...value] = owner.cookie.split(";")[0]?.split("=") ?? [];
  await context.addCookies([{ name, value: value.join("="), url: server.url }]);
  // tsx, which runs this file, inserts calls of a function `__name` that does not exist in the page.
  await context.addInitScript("globalThis.__name = (named) => named");
  const page = await context.newPage();
  await page.goto(server.url + path);
  await page.locator("[data-virtuoso-scroller] [data-index] p").last().waitFor();
  return page;
}

/** Scrolls to the top again and again, which loads a page each time, and measures the frames in between. */
async function readBack(page: Page): Promise<Row[]> {
  const rows: Row[] = [];
  for (const stop of STOPS) {
    const begin = performance.now();
    const times = await page.evaluate(scrollUp, HISTORY - stop + 1);
    const frames = await page.evaluate(scrollAbout);
    const memory = await page.evaluate(
      () =>
        (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );
    rows.push({
      loaded: stop,
      "page p50 ms": ms(percentile(times, 0.5)),
      "page p95 ms": ms(percentile(times, 0.95)),
      "frame p50 ms": ms(percentile(frames, 0.5)),
      "frame p95 ms": ms(percentile(frames, 0.95)),
      "longest ms": ms(Math.max(...frames)),
      [`over ${LONG_MS} ms`]: frames.filter((frame) => frame > LONG_MS).length,
      "heap MB": Math.round(memory / 1e6),
      "took s": ((performance.now() - begin) / 1000).toFixed(1),
    });
    process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`);
  }
  return rows;
}

/**
 * Runs in the page. Scrolls up until a message is loaded. Returns how long each page took from the scroll to its
 * display.
 */
async function scrollUp(seq: number): Promise<number[]> {
  const scroller = document.querySelector("[data-virtuoso-scroller]") as HTMLElement;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const topmost = () =>
    /^Message (\d+)/.exec(scroller.querySelector("[data-index] p")?.textContent ?? "");
  const times: number[] = [];
  scroller.dispatchEvent(new WheelEvent("wheel", { bubbles: true, deltaY: -1 }));
  let last = Number.POSITIVE_INFINITY;
  let begin = performance.now();
  const deadline = begin + 900_000;
  while (last > seq) {
    if (performance.now() > deadline) throw new Error(`stuck at ${last}`);
    scroller.scrollTop = 0;
    await frame();
    const first = Number(topmost()?.[1] ?? last);
    if (first >= last) continue;
    times.push(performance.now() - begin);
    begin = performance.now();
    last = first;
  }
  return times;
}

/**
 * Runs in the page. Scrolls down and up through the loaded messages, and returns the duration of each of 120 frames.
 */
async function scrollAbout(): Promise<number[]> {
  const scroller = document.querySelector("[data-virtuoso-scroller]") as HTMLElement;
  const frames: number[] = [];
  let before = performance.now();
  for (let i = 0; i < 120; i++) {
    scroller.scrollTop += i < 60 ? 120 : -120;
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    frames.push(now - before);
    before = now;
  }
  return frames.slice(1);
}
