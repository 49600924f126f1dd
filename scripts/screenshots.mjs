import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../tests/support/services/chromium.ts";
import { root } from "./run.mjs";
import { takeGuests } from "./screenshots/guests.mjs";
import { takeRooms } from "./screenshots/rooms.mjs";
import { folder, Stage } from "./screenshots/stage.mjs";

/** `npm run screenshots`: takes the pictures of the docs from the current demo. The machine needs a font with emoji. */

mkdirSync(folder, { recursive: true });
// Each person has an address of their own, and signs in more often than a person would.
const settings = { TRUST_PROXY: "1", RATE_LIMITS: "off", LOG_LEVEL: "info" };
const demo = spawn(process.execPath, [resolve(root, "scripts/demo.mjs")], {
  env: { ...process.env, PORT: "0", HOST: "127.0.0.1", ...settings },
  stdio: ["ignore", "pipe", "inherit"],
});
process.on("exit", () => demo.kill());
const url = await readAddress(demo);
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: chromiumArguments,
});
try {
  const stage = new Stage(browser, url);
  const people = await takeRooms(stage);
  await takeGuests(stage, people);
} finally {
  await browser.close();
  demo.kill();
}

async function readAddress(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue;
    const entry = JSON.parse(line);
    if (entry.msg === "ready") {
      child.stdout.resume();
      return entry.url;
    }
  }
  throw new Error("The demo did not start");
}
