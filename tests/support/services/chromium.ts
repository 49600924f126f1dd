import { chromium } from "playwright-core";
import { findProgram, findOrInstall, isRoot } from "./programs";

/** For a Chromium that stays silent on the network; as root it cannot have its sandbox. */
export const chromiumArguments = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Finds a Chromium, or installs one; throws with how to get it. */
export async function findChromium(): Promise<string> {
  const found = await findOrInstall("chromium", find);
  if (found) return found;
  throw new Error(
    "No Chromium: set CHROMIUM_PATH, install it (on Debian: apt-get install chromium), " +
      "or run: npx playwright-core install chromium",
  );
}

function find(): string | undefined {
  return findProgram(
    process.env.CHROMIUM_PATH,
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    chromium.executablePath(),
  );
}
